using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.History;
using WardOps.Core.History.Reports;
using WardOps.Core.Maintenance;
using WardOps.Tests.History;
using WardOps.Tests.History.Reports;
using WardOps.Tests.Live;
using WardOps.Tests.Maintenance;
using WardOps.Web.Components.Reports;

namespace WardOps.Tests.Components.Reports;

public sealed class ReportsPageTests : PageContext
{
    private readonly TruthReader _reader;

    public ReportsPageTests()
    {
        Script.Time.SetUtcNow(new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero));
        // device-1 is always up, device-2 down for the first ten minutes of every hour; of device-3 nothing is known.
        _reader = new TruthReader([BoardScript.Id(1), BoardScript.Id(2)], (id, at) => id == BoardScript.Id(2) && at.Minute < 10 ? 0 : 1, Rounds.Interval);
        Services.AddSingleton<IHistoryReader>(_reader);
        Services.AddSingleton<IKnownHours, NoKnownHours>();
        Services.AddSingleton<UptimeReporter>();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Devices_WorstFirst_WithTheirFiguresInWords()
    {
        var page = OpenWhole("/reports?group_by=device");

        Assert.Equal(["device-2", "device-1", "device-3"], Names(page));
        var cells = Rows(page)[0].QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(["device-2", "ბათუმი", "Achara", "83.33 %", "4 h 0 min", "100.00 %", "none", ""], cells);
        Assert.Contains("no data", Rows(page)[2].TextContent, StringComparison.Ordinal);
        Assert.Equal($"/devices/{BoardScript.Id(2)}?range=24h", Rows(page)[0].QuerySelectorAll("a")[1].GetAttribute("href"));
    }

    [Fact]
    public void Tiles_ShowTheWholeFleet()
    {
        Script.Catalog.Swap([BoardScript.Device(1), BoardScript.Device(3)]);

        var page = OpenWhole("/reports");

        Assert.Equal(["100.00 %", "50.00 %", "none", "2"], page.FindAll(".tile .figure").Select(f => f.TextContent));
        Assert.Contains("1 more that exist no longer are left out", page.FindAll(".tile .label")[3].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_LeadToTheirDevices_AndCountTheDisabled()
    {
        Script.Catalog.Swap([BoardScript.Device(1), BoardScript.Device(2) with { Enabled = false }]);

        var page = OpenWhole("/reports");

        var row = Assert.Single(Rows(page));
        Assert.Contains("2 (1 disabled)", row.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/devices?branch=", row.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Download_AsksTheApiForTheSameReport()
    {
        var page = OpenWhole("/reports?group_by=region&range=custom&from=2026-03-28T00:00:03Z&to=2026-03-29T00:00:00Z");

        Assert.Equal(
            "/api/v1/reports/uptime?from=2026-03-28T00:00:00Z&to=2026-03-29T00:00:00Z&group_by=region&format=csv",
            page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void WithoutMaintenance_SaysWhatWasLeftOut_AndTheDownloadAsksForTheSame()
    {
        Script.Windows.Swap(MaintenanceSet.Of([Works.Of(Works.Once("2026-03-28T00:00:00Z", "2026-03-29T11:00:00Z"), DeviceScope.Of(ScopeKind.Device, BoardScript.Id(2).ToString()))]));

        var page = OpenWhole("/reports?group_by=device&maintenance=exclude");

        // Of the last hour, without its newest round, which is still under way.
        var cells = Rows(page).Single(r => r.TextContent.Contains("device-2", StringComparison.Ordinal)).QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(["device-2", "ბათუმი", "Achara", "83.28 %", "10 min 0 s", "100.00 %", "none", "23 h 0 min", ""], cells);
        Assert.Equal("23 h 0 min", page.Find(".tile.excluded .figure").TextContent);
        Assert.Contains("&maintenance=exclude", page.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains(page.FindAll("nav a[aria-current]"), a => a.TextContent == "left out");
    }

    [Fact]
    public async Task AnotherGroupingOrOrder_IsMadeOfWhatWasRead()
    {
        var page = OpenWhole("/reports?group_by=device");
        var asked = _reader.Questions.Count;

        await page.InvokeAsync(() => page.FindAll("th button")[0].Click());
        page.WaitForAssertion(() => Assert.Equal(["device-1", "device-2", "device-3"], Names(page)));
        Assert.EndsWith("sort=name", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("ascending", page.FindAll("th")[0].GetAttribute("aria-sort"));
        Navigation.NavigateTo("/reports?group_by=region");
        page.WaitForAssertion(() => Assert.Equal(["Achara"], Names(page)));

        Assert.Equal(asked, _reader.Questions.Count);
    }

    [Fact]
    public async Task AnotherRange_IsReadAnew()
    {
        var page = OpenWhole("/reports");
        _reader.Questions.Clear();

        await page.InvokeAsync(() => Navigation.NavigateTo("/reports?range=7d"));

        page.WaitForAssertion(() => Assert.Equal(8, _reader.Questions.Count));
    }

    [Fact]
    public async Task Reading_ShowsHowFarItIsAndCanBeCancelled()
    {
        _reader.Gate = new TaskCompletionSource().Task;
        var page = Open("/reports?range=30d");
        page.WaitForAssertion(() => Assert.Contains("Reading the history", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal("0", page.Find("progress").GetAttribute("value"));

        await page.Find(".reading button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Cancelled", page.Find(".empty").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(1, _reader.GaveUp));
        Assert.Single(_reader.Questions);

        _reader.Gate = Task.CompletedTask;
        await page.Find(".empty button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tile")));
    }

    [Fact]
    public async Task PageLeft_TheStoreIsAskedNoMore()
    {
        _reader.Gate = new TaskCompletionSource().Task;
        var page = Open("/reports?range=30d");
        page.WaitForAssertion(() => Assert.Single(_reader.Questions));

        await DisposeComponentsAsync();

        await Integration.Eventually.TrueAsync(() => _reader.GaveUp == 1);
    }

    [Fact]
    public async Task StoreAway_IsToldInWordsAndTriedAgain()
    {
        _reader.Trouble = "VictoriaMetrics cannot be reached.";
        var page = Open("/reports");
        page.WaitForAssertion(() => Assert.Contains(_reader.Trouble, page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        _reader.Trouble = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tile")));
    }

    [Fact]
    public void NothingKnown_IsSaidInsteadOfATableOfNothing()
    {
        Script.Catalog.Swap([BoardScript.Device(3)]);
        var page = Open("/reports");
        page.WaitForAssertion(() => Assert.Contains("Nothing is known of this time", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void NoDevices_SaysSo()
    {
        Script.Catalog.Swap([]);
        var page = Open("/reports");
        page.WaitForAssertion(() => Assert.Contains("No devices yet", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/reports?range=custom&from=2026-03-28T00:00:00Z&to=2026-03-27T00:00:00Z", "before", "2026-03-27T00:00")]
    [InlineData("/reports?range=custom&from=2024-03-28T00:00:00Z&to=2026-03-27T00:00:00Z", "400 days", "2026-03-27T00:00")]
    [InlineData("/reports?range=custom&from=whenever", "from must be", "2026-03-29T12:00")]
    public void BadRange_IsToldInWords(string address, string words, string to)
    {
        var page = Open(address);
        page.WaitForAssertion(() => Assert.Contains(words, page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(_reader.Questions);
        Assert.Equal(to, page.FindAll("input")[1].GetAttribute("value"));   // what was asked for can be mended
    }

    [Fact]
    public async Task Ends_AreTypedIn_StandInTheAddress()
    {
        var page = Open("/reports?range=custom&group_by=device");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("input").Count));
        Assert.Empty(_reader.Questions);

        await page.FindAll("input")[0].ChangeAsync(new ChangeEventArgs { Value = "2026-03-01T00:00" });
        await page.FindAll("input")[1].ChangeAsync(new ChangeEventArgs { Value = "2026-03-02T12:30" });
        await page.Find("form").SubmitAsync();

        Assert.EndsWith("/reports?range=custom&from=2026-03-01T00%3A00%3A00Z&to=2026-03-02T12%3A30%3A00Z&group_by=device", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tile")));
        Assert.Equal(2, _reader.Questions.Count);
    }

    private static IEnumerable<string> Names(IRenderedComponent<ReportsPage> page) => Rows(page).Select(r => r.QuerySelector("a")!.TextContent);

    /// <summary>Without the spacers of the virtualised list.</summary>
    private static List<AngleSharp.Dom.IElement> Rows(IRenderedComponent<ReportsPage> page)
        => [.. page.FindAll("tbody tr").Where(r => r.QuerySelector("a") is not null)];

    private IRenderedComponent<ReportsPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        return Render<ReportsPage>();
    }

    /// <summary>And waits until the report is there.</summary>
    private IRenderedComponent<ReportsPage> OpenWhole(string address)
    {
        var page = Open(address);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tile")), TimeSpan.FromSeconds(20));
        return page;
    }
}
