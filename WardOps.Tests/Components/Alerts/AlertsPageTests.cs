using Bunit;
using WardOps.Core.Alerts;
using WardOps.Web.Components.Alerts;

namespace WardOps.Tests.Components.Alerts;

public sealed class AlertsPageTests : AlertPageContext
{
    private const string Hostile = "<script>alert(1)</script>\n\"'ნინო";

    [Fact]
    public void NothingOpen_SaysSoInWords()
    {
        Assert.Contains("Nothing is wrong.", Render<AlertsPage>().Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(Render<AlertBadge>().FindAll(".badge"));
    }

    [Fact]
    public async Task Open_AreListedTheWorstFirst_WithLinksMarksAndTime()
    {
        await OpenAsync(Alert(1) with { AcknowledgedBy = "nino", AssignedTo = "giorgi" }, Alert(2, AlertSeverity.Critical));

        var page = Render<AlertsPage>();

        Assert.Equal(["device-2 is down", "device-1 is down"], Messages(page));
        Assert.Equal(["Critical", "High"], page.FindAll("tbody .severity").Select(s => s.TextContent.Trim()));
        Assert.Contains("✓ nino", page.FindAll("tbody tr:has(td)")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("→ giorgi", page.FindAll("tbody tr:has(td)")[1].TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("tbody tr:has(td)"), row => Assert.NotNull(row.QuerySelector("[data-since]")));
        Assert.NotNull(page.Find($"tbody a[href='/devices/{WardOps.Tests.Live.BoardScript.Id(2)}']"));
        Assert.Equal("2 open · 1 critical · 1 not acknowledged", page.Find("[role=status]").TextContent);
        Assert.Equal("2", Render<AlertBadge>().Find(".badge.critical").TextContent);
    }

    [Fact]
    public async Task HostileNames_AreTextAndNothingElse()
    {
        await OpenAsync(Alert(1) with { Name = Hostile, Message = Hostile, Branch = Hostile, Region = Hostile, AcknowledgedBy = Hostile, AssignedTo = Hostile });

        var page = Render<AlertsPage>();

        Assert.Empty(page.FindAll("script"));
        Assert.Equal(Hostile, page.Find("td.what a").TextContent);
        Assert.Contains("%3Cscript%3E", page.Find("a.quiet").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_WithFilters_ShowsWhatItSays_AndAChoiceStandsInIt()
    {
        await OpenAsync(Alert(1), Alert(2, AlertSeverity.Critical) with { Region = "Guria" }, Alert(3) with { AcknowledgedBy = "nino" });

        var page = OpenAt("/alerts?severity=high&attention=unacknowledged");

        Assert.Equal(["device-1 is down"], Messages(page));
        Assert.StartsWith("1 of 3 open", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("High", page.FindAll("select")[1].GetAttribute("value"));

        await page.InvokeAsync(() => page.FindAll("select")[2].Change("Packet loss"));
        Assert.EndsWith("/alerts?attention=unacknowledged&severity=high&kind=packet_loss", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("No open alert fits", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mine_IsAskedOfTheNameInTheBrowser()
    {
        await OpenAsync(Alert(1) with { AssignedTo = "Nino" }, Alert(2));
        Actor.Kept = "nino";

        var page = OpenAt("/alerts?mine=1");

        page.WaitForAssertion(() => Assert.Equal(["device-1 is down"], Messages(page)));
    }

    [Fact]
    public async Task AThousandOpen_AreAllShownAndAllSelected()
    {
        await OpenAsync([.. Enumerable.Range(1, 1000).Select(i => Alert(i))]);
        var page = Render<AlertsPage>();

        await page.InvokeAsync(() => page.Find(".bulk input").Change(true));

        Assert.Equal("1000 selected", page.Find(".bulk [role=status]").TextContent);
        Assert.Equal("1000 open · 0 critical · 1000 not acknowledged", page.Find(".count [role=status]").TextContent);
        Assert.Equal("999+", Render<AlertBadge>().Find(".badge").TextContent);
    }

    /// <summary>Two people at two screens.</summary>
    [Fact]
    public async Task Acknowledge_OfManyInTheDialog_IsSeenOnTheOtherOpenPage()
    {
        await OpenAsync(Alert(1), Alert(2), Alert(3));
        var dialogs = Dialogs();
        var (mine, other) = (Render<AlertsPage>(), Render<AlertsPage>());
        await mine.InvokeAsync(() => mine.FindAll("tbody input")[0].Change(true));
        await mine.InvokeAsync(() => mine.FindAll("tbody input")[1].Change(true));

        await mine.InvokeAsync(() => mine.Find(".bulk .act.first").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("2 alerts", dialogs.Find("[role=dialog]").TextContent, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.Find(".actor input").Input(" Nino "));
        await dialogs.InvokeAsync(() => dialogs.Find("textarea").Input("on my way"));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button.act").Single(b => b.TextContent == "Acknowledge").Click());

        other.WaitForAssertion(() => Assert.Equal(2, other.FindAll("tbody .by.acknowledged").Count), TimeSpan.FromSeconds(10));
        mine.WaitForAssertion(() => Assert.Equal("None selected", mine.Find(".bulk [role=status]").TextContent), TimeSpan.FromSeconds(10));
        Assert.Equal(2, Book.Current.All.Count(a => a.AcknowledgedBy == "Nino"));
        Assert.Equal("Nino", Actor.Name);
    }

    [Fact]
    public async Task Dialog_WithoutAName_SaysWhatIsMissingAndStaysOpen()
    {
        await OpenAsync(Alert(1));
        var dialogs = Dialogs();
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find("tbody input").Change(true));
        await page.InvokeAsync(() => page.Find(".bulk .act.first").Click());
        dialogs.WaitForElement("textarea");

        await dialogs.InvokeAsync(() => dialogs.FindAll("button.act").Single(b => b.TextContent == "Acknowledge").Click());

        dialogs.WaitForAssertion(() => Assert.Equal("Say who you are.", dialogs.Find("[role=alert]").TextContent));
        Assert.Null(Book.Current.All[0].AcknowledgedBy);
    }

    [Theory]
    [InlineData("Assign", "→ giorgi")]
    [InlineData("Snooze", "snoozed until")]
    [InlineData("Comment", null)]
    public async Task Dialog_OfTheOtherActs_DoesThem(string act, string? mark)
    {
        await OpenAsync(Alert(1), Alert(2));
        Actor.Kept = "nino";
        Script.Time.SetUtcNow(TimeProvider.System.GetUtcNow());   // a snooze ends in the future of the store's clock
        var dialogs = Dialogs();
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find(".bulk input").Change(true));
        await page.InvokeAsync(() => page.FindAll(".bulk .act").Single(b => b.TextContent == act).Click());
        dialogs.WaitForElement(".act-form");
        if (act != "Snooze")
        {
            await dialogs.InvokeAsync(() => (act == "Assign" ? dialogs.Find(".field input") : dialogs.Find("textarea")).Input("giorgi"));
        }

        await dialogs.InvokeAsync(() => dialogs.FindAll("button.act.first").Single(b => b.TextContent == act).Click());

        page.WaitForAssertion(() => Assert.Equal("None selected", page.Find(".bulk [role=status]").TextContent), TimeSpan.FromSeconds(10));
        Assert.All(Book.Current.All, a => Assert.Equal(2, a.Events));
        Assert.All(page.FindAll("tbody tr:has(td)"), row => Assert.Contains(mark ?? "", row.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenPage_AlertsCloseAndOpen_Follows()
    {
        await OpenAsync(Alert(1));
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find("tbody input").Change(true));

        CloseAll();
        page.WaitForAssertion(() => Assert.Contains("Nothing is wrong.", page.Markup, StringComparison.Ordinal));

        await OpenAsync(Alert(2));
        page.WaitForAssertion(() => Assert.Equal(["device-2 is down"], Messages(page)));
        Assert.Equal("None selected", page.Find(".bulk [role=status]").TextContent);
    }

    /// <summary>The browser has confirmed the drawing: that is when people can see it. Once.</summary>
    [Fact]
    public async Task Rows_ThatWereDrawn_AreShown()
    {
        await OpenAsync(Alert(1), Alert(2) with { ShownAt = Then });

        var page = Render<AlertsPage>();

        page.WaitForAssertion(() => Assert.All(Book.Current.All, a => Assert.NotNull(a.ShownAt)));
        Assert.Equal(Then, Book.Current.All.Single(a => a.Name == "device-2").ShownAt);
    }

    private static IEnumerable<string> Messages(IRenderedComponent<AlertsPage> page) => page.FindAll("tbody td.what a").Select(a => a.TextContent);

    private IRenderedComponent<AlertsPage> OpenAt(string address)
    {
        Navigation.NavigateTo(address);
        return Render<AlertsPage>();
    }
}
