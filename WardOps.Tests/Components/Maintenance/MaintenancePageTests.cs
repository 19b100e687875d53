using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;
using WardOps.Core.Storage;
using WardOps.Tests.Live;
using WardOps.Tests.Maintenance;
using WardOps.Web.Components.DeviceDetail;
using WardOps.Web.Components.Devices;
using WardOps.Web.Components.Maintenance;

namespace WardOps.Tests.Components.Maintenance;

/// <summary>The page over a real store; the browser says that it is in Berlin.</summary>
public sealed class MaintenancePageTests : PageContext
{
    private static readonly DateTimeOffset s_now = Works.At("2026-03-28T12:00:00Z");

    public MaintenancePageTests()
    {
        Script.Time.SetUtcNow(s_now);
        JSInterop.SetupModule("./Components/Maintenance/MaintenancePage.razor.js").Setup<string?>("zone").SetResult("Europe/Berlin");
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private MaintenanceSet Set => Script.Windows.Current;

    [Fact]
    public void BeforeTheStoreIsOpen_AndWithoutWindows_ItSaysSo()
    {
        Assert.Contains("not been read yet", Render<MaintenancePage>().Find(".empty").TextContent, StringComparison.Ordinal);

        Script.Windows.Swap(MaintenanceSet.Of([]));

        Assert.Contains("No maintenance windows yet", Render<MaintenancePage>().Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_StandUnderNowUpcomingAndPast_WithTheNightThatIsShorter()
    {
        Script.Windows.Swap(MaintenanceSet.Of(
        [
            Works.Of(Works.Once("2026-03-28T11:00:00Z", "2026-03-28T13:00:00Z"), DeviceScope.Of(ScopeKind.Device, BoardScript.Id(1).ToString())) with { Name = "<b>now</b>", Reason = "why" },
            Works.Of(Works.Nightly("Europe/Berlin", "22:00", 8)) with { Name = "nightly" },
            Works.Of(Works.Once("2026-03-27T11:00:00Z", "2026-03-27T13:00:00Z")) with { Name = "past" },
            Works.Of(Works.Nightly("Europe/Berlin", "22:00", 8)) with { Name = "off", Enabled = false },
        ]));
        Feed.Publish(Script.Quiet());

        var page = Render<MaintenancePage>();

        var cards = page.FindAll("section.card");
        Assert.Equal(3, cards.Count);
        Assert.Contains("<b>now</b>", cards[0].QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 devices in maintenance", cards[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("device-1", cards[0].TextContent, StringComparison.Ordinal);
        var upcoming = cards[1].QuerySelectorAll("tbody tr");
        Assert.Contains("Every day, 22:00 to 06:00, Europe/Berlin", upcoming[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("the clock goes forward: 7 h instead of 8 h", upcoming[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("switched off", upcoming[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("past", cards[2].QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(cards[2].QuerySelectorAll("button"));
    }

    [Fact]
    public async Task NewWindow_WithPreviewOfTheChangeOfClocks_IsSavedAndShown()
    {
        await OpenStoreAsync();
        var page = Render<MaintenancePage>();
        await page.InvokeAsync(() => page.Find("button.strong").Click());

        await page.InvokeAsync(() => page.Find(".sheet input[maxlength='100']").Change("Night works"));
        await page.InvokeAsync(() => page.FindAll(".sheet select")[0].Change("Type"));
        await page.InvokeAsync(() => page.Find(".offer").Click());
        await page.InvokeAsync(() => page.FindAll(".sheet select")[1].Change("Daily"));

        Assert.Contains("3 devices", page.Find(".scope").TextContent, StringComparison.Ordinal);
        var preview = page.FindAll(".preview li").Select(l => l.TextContent).ToList();
        Assert.Equal(5, preview.Count);
        Assert.Contains("Sat 28 Mar 2026, 22:00 to Sun 29 Mar 2026, 06:00", preview[0], StringComparison.Ordinal);
        Assert.Contains("7 h instead of 8 h", preview[0], StringComparison.Ordinal);
        Assert.DoesNotContain("instead", preview[1], StringComparison.Ordinal);
        Assert.Contains("24 Oct 2026", page.Find(".preview > .note").TextContent, StringComparison.Ordinal);
        Assert.Contains("9 h instead of 8 h", page.Find(".preview > .note").TextContent, StringComparison.Ordinal);

        await page.Find(".sheet form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Night works", page.FindAll("section.card")[1].TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".sheet"));
        var window = Assert.Single(Set.Windows);
        Assert.Equal(DeviceScope.Of(ScopeKind.Type, "Router"), window.Scope);
        Assert.Equal(Works.Nightly("Europe/Berlin", "22:00", 8, "2026-03-28"), window.Plan);
    }

    [Fact]
    public async Task WhatCannotBe_IsToldInTheSheet_AndNothingIsSaved()
    {
        await OpenStoreAsync();
        var page = Render<MaintenancePage>();
        await page.InvokeAsync(() => page.Find("button.strong").Click());
        await page.InvokeAsync(() => page.Find(".sheet input[list]").Change("Mars/Base"));
        Assert.Contains("'Mars/Base' is not known", page.Find(".preview").TextContent, StringComparison.Ordinal);

        await page.Find(".sheet form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Mars/Base", page.Find(".faults").TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find(".sheet input[list]").Change("Asia/Tbilisi"));
        await page.Find(".sheet form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("name must have", page.Find(".faults").TextContent, StringComparison.Ordinal));
        Assert.Empty(Set.Windows);
    }

    [Fact]
    public async Task EndNow_Extend_AndDelete_AskTheStore()
    {
        await OpenStoreAsync();
        var editor = Services.GetRequiredService<MaintenanceEditor>();
        await editor.AddAsync(Works.Draft(Works.Once("2026-03-28T11:00:00Z", "2026-03-28T13:00:00Z")), "nino", Cancellation);
        Script.Time.Advance(TimeSpan.FromMilliseconds(1));   // they are in order of their making
        await editor.AddAsync(Works.Draft(Works.Once("2026-03-29T11:00:00Z", "2026-03-29T13:00:00Z")) with { Name = "Later" }, "nino", Cancellation);
        var page = Render<MaintenancePage>();

        await page.InvokeAsync(() => Button(page, "+ 1 h").Click());
        page.WaitForAssertion(() => Assert.Equal(Works.At("2026-03-28T14:00:00Z"), Set.Windows[0].NextChange(s_now)));
        await page.InvokeAsync(() => Button(page, "End now").Click());
        page.WaitForAssertion(() => Assert.Contains("nothing takes place", page.FindAll("section.card")[0].TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => Button(page, "Delete").Click());
        Assert.Equal(2, Set.Windows.Length);   // only the second click is meant
        await page.InvokeAsync(() => Button(page, "Delete for good?").Click());
        page.WaitForAssertion(() => Assert.Single(Set.Windows));
    }

    [Fact]
    public async Task StoreThatIsAway_IsToldInWords()
    {
        Script.Windows.Swap(MaintenanceSet.Of([Works.Of(Works.Once("2026-03-28T11:00:00Z", "2026-03-28T13:00:00Z"))]));   // and no table in the store
        var page = Render<MaintenancePage>();

        await page.InvokeAsync(() => Button(page, "End now").Click());

        page.WaitForAssertion(() => Assert.Contains("could not be written", page.Find(".banner").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mute_OnThePageOfADevice_MarksItThereAndInTheList_UntilItIsEnded()
    {
        await OpenStoreAsync();
        Feed.Publish(Script.Answer(2, 1, 2, 3));
        var page = Render<DevicePage>(p => p.Add(d => d.Id, BoardScript.Id(1)));
        Assert.Empty(page.FindAll(".working"));

        await page.InvokeAsync(() => Button(page, "2 h").Click());
        page.WaitForAssertion(() => Assert.Contains("Mute of device-1", page.Find(".mute").TextContent, StringComparison.Ordinal));
        Feed.Publish(Script.Quiet());
        page.WaitForAssertion(() => Assert.Contains("Maintenance", page.Find(".head .working").TextContent, StringComparison.Ordinal));
        Assert.Single(Render<DevicesPage>().FindAll("tbody .working"));

        await page.InvokeAsync(() => Button(page, "until tomorrow 08:00").Click());
        page.WaitForAssertion(() => Assert.Equal(Works.At("2026-03-29T06:00:00Z"), Set.Until(Script[1], Script.Time.GetUtcNow())));
        await page.InvokeAsync(() => Button(page, "End now").Click());
        page.WaitForAssertion(() => Assert.Empty(Set.Covering(Script[1], Script.Time.GetUtcNow())));
        Feed.Publish(Script.Quiet());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".working")));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T22:59:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-28T23:01:00Z", "2026-03-30T06:00:00Z")]   // it is Sunday there
    [InlineData("Asia/Tbilisi", "2026-03-28T12:00:00Z", "2026-03-29T04:00:00Z")]
    public void Tomorrow_IsByTheClockOnTheWall(string zone, string now, string expected)
        => Assert.Equal(Works.At(expected), MuteUntil.Tomorrow(Works.At(now), Zones.FindOrUtc(zone)));

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : Microsoft.AspNetCore.Components.IComponent
        => page.FindAll("button").First(b => b.TextContent.Trim() == text);

    private async Task OpenStoreAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);
        await db.Database.MigrateAsync(Cancellation);
        await Services.GetRequiredService<MaintenanceLoader>().LoadAsync(Cancellation);
    }
}
