using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using WardOps.Core.Devices;
using WardOps.Core.Probing.Faults;
using WardOps.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace WardOps.E2E;

/// <summary>What a person at a screen sees, in real Chromium against the real application; once for each mode of running.</summary>
public abstract class LiveBoardTests(Site site, Chromium chromium) : IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private IBrowserContext _context = null!;
    private IPage _page = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.Address.ToString(),
            ViewportSize = new ViewportSize { Width = 1920, Height = 1080 },
            ColorScheme = ColorScheme.Dark,
            ReducedMotion = ReducedMotion.Reduce,
        });
        _page = await OpenPageAsync(_context);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _context.DisposeAsync();
    }

    [Fact]
    public async Task Overview_Counts_MatchTheApi()
    {
        await _page.GotoAsync("/");
        await Expect(Tile("up")).ToContainTextAsync("877");

        var stats = await StatsAsync();
        await Expect(Tile("up")).ToContainTextAsync(Number(stats, "devices_up"));
        await Expect(Tile("down")).ToContainTextAsync(Number(stats, "devices_down"));
        await Expect(Tile("unknown")).ToContainTextAsync(Number(stats, "devices_unknown"));
        await Expect(Tile("devices")).ToContainTextAsync(Number(stats, "total_devices"));
        await Expect(_page.Locator(".heatmap a")).ToHaveCountAsync(128);
        await Expect(_page.GetByText("Nothing is down.")).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Device_RepliesStopAndComeBack_ShowsOnTheOpenPagesWithoutAReload()
    {
        var device = site.Get<DeviceCatalog>().Current.Devices.First(d => d.Branch == "Kutaisi" && d.DeviceType != "Router");
        var overview = await OpenPageAsync(_context);
        await overview.GotoAsync("/");
        await _page.GotoAsync($"/devices/{device.Id}");
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(device.Name);
        await Expect(_page.Locator(".head .mark")).ToHaveTextAsync("Up");
        await overview.EvaluateAsync("window.sameDocument = true");
        await _page.EvaluateAsync("window.sameDocument = true");

        site.Get<EchoFaults>().Cut(device.Address!);
        await Expect(_page.Locator(".head .mark")).ToHaveTextAsync("Down", new() { Timeout = 30_000 });
        await Expect(overview.Locator(".problems a", new() { HasText = device.Name })).ToBeVisibleAsync(new() { Timeout = 5_000 });
        await Expect(overview.Locator(".heatmap a", new() { HasText = "Kutaisi" }).First).ToHaveAttributeAsync("aria-label", "Kutaisi: 8 of 9 up, 1 down", new() { Timeout = 5_000 });
        await Expect(overview.Locator(".tile.down .figure")).ToHaveTextAsync("1");

        // Long enough for two whole rounds of the outage to be in the chart.
        await HistoryHasAnOutageAsync(device);
        site.Get<EchoFaults>().Restore(device.Address!);
        await Expect(_page.Locator(".head .mark")).ToHaveTextAsync("Up", new() { Timeout = 20_000 });
        await Expect(overview.GetByText("Nothing is down.")).ToBeVisibleAsync(new() { Timeout = 5_000 });

        await Expect(_page.Locator(".outages tbody tr")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(_page.Locator(".apexcharts-svg")).ToHaveCountAsync(4);
        Assert.True(await _page.EvaluateAsync<bool>("window.sameDocument === true"), "The device page was loaded anew.");
        Assert.True(await overview.EvaluateAsync<bool>("window.sameDocument === true"), "The overview was loaded anew.");
        await Screenshots.KeepAsync(_page, $"{GetType().Name}-device-with-outage");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Devices_FilterAndSort_StandInTheAddressAndSurviveAReload()
    {
        await _page.GotoAsync("/devices");
        await Expect(_page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("877 devices", new() { Timeout = 20_000 });   // the first page of a process that has just started

        await _page.GetByLabel("Region").SelectOptionAsync("Guria");
        await _page.GetByLabel("Search name, address, branch").FillAsync("ოზ");
        await Expect(_page.GetByText("No device fits these filters.")).ToBeVisibleAsync();
        await _page.GetByLabel("Search name, address, branch").FillAsync("router");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Address" }).ClickAsync();

        await Expect(_page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("region=Guria&search=router&sort=ip"));
        var first = site.Get<DeviceCatalog>().Current.Devices
            .Where(d => d.Region == "Guria" && d.Name.Contains("router", StringComparison.OrdinalIgnoreCase))
            .MinBy(d => d.Address!.GetAddressBytes().Aggregate(0L, (sum, b) => (sum << 8) | b))!;
        await Expect(_page.Locator(".devices tbody td a").First).ToHaveTextAsync(first.Name);
        await _page.ReloadAsync();
        await Expect(_page.Locator(".devices tbody td a").First).ToHaveTextAsync(first.Name);
        await Expect(_page.GetByLabel("Region")).ToHaveValueAsync("Guria");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Ping_ByTheButtonOfADevice_ShowsEachEcho()
    {
        await _page.GotoAsync($"/devices/{site.Get<DeviceCatalog>().Current.Devices[11].Id}?range=1h");
        await Expect(_page.Locator("#round")).ToContainTextAsync("ago", new() { Timeout = 20_000 });   // by then the page is alive

        await _page.GetByRole(AriaRole.Button, new() { Name = "Send 5 echoes" }).ClickAsync();

        await Expect(_page.GetByText("5 of 5 answered, 0 % loss")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(_page.Locator(".echoes li")).ToHaveCountAsync(5);
        Assert.Empty(_complaints);
    }

    [Theory]
    [InlineData("dark", 1920, 1080)]
    [InlineData("light", 1920, 1080)]
    [InlineData("dark", 390, 844)]
    [InlineData("light", 390, 844)]
    public async Task Tour_EveryPage_LogsNoErrorFitsTheScreenAndIsPhotographed(string scheme, int width, int height)
    {
        await _page.EmulateMediaAsync(new() { ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light });
        await _page.SetViewportSizeAsync(width, height);
        var device = site.Get<DeviceCatalog>().Current.Devices[7];
        foreach (var (name, path, ready) in new[]
        {
            ("overview", "/", ".heatmap a"),
            ("devices", "/devices", ".devices tbody td a"),
            ("device", $"/devices/{device.Id}?range=1h", ".apexcharts-svg"),
            ("engine", "/engine", ".spark svg"),
            ("no-device", $"/devices/{Guid.Empty}", ".empty"),
            ("not-found", "/no/such/page", "h1"),
        })
        {
            if (name == "not-found")
            {
                Assert.Empty(_complaints);   // so far; the browser complains of the next page, which answers 404 as it should
            }

            await _page.GotoAsync(path);
            await Expect(_page.Locator(ready).First).ToBeVisibleAsync(new() { Timeout = 15_000 });
            if (name is "overview" or "devices" or "device")
            {
                await Expect(_page.Locator("#round")).ToContainTextAsync("ago", new() { Timeout = 20_000 });   // the first round may still run
                await Expect(_page.Locator("#stale")).ToBeHiddenAsync();
            }

            Assert.True(await _page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{name} is wider than a screen of {width}.");
            await Screenshots.KeepAsync(_page, string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}-{name}-{scheme}-{width}"));
        }

        Assert.Contains("404", Assert.Single(_complaints), StringComparison.Ordinal);
    }

    private async Task<IPage> OpenPageAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        return page;
    }

    private async Task HistoryHasAnOutageAsync(WatchedDevice device)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        await Poll.UntilAsync(
            async () =>
            {
                var history = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/devices/{device.Id}/history?time_range=1h", UriKind.Relative), Cancellation);
                return history.GetProperty("history").GetProperty("status").EnumerateArray().Count(p => p.GetProperty("status").ToString() == "0") >= 2;
            },
            TimeSpan.FromSeconds(60),
            () => "The outage is not in the history.",
            Cancellation);
    }

    private ILocator Tile(string word) => _page.Locator(".tile").Filter(new() { Has = _page.GetByText(word, new() { Exact = true }) });

    private async Task<JsonElement> StatsAsync()
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        return await http.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/dashboard/stats", UriKind.Relative), Cancellation);
    }

    private static string Number(JsonElement stats, string name) => stats.GetProperty(name).GetInt32().ToString(CultureInfo.InvariantCulture);
}
