using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Web.Components.Ledger;

namespace WardOps.Tests.Components;

public sealed class LedgerPageTests : PageContext
{
    private static readonly TimeSpan s_ten = TimeSpan.FromSeconds(10);

    public LedgerPageTests() => Script.Time.Advance(TimeSpan.FromDays(20_000));   // a day of our time, not of 1970

    private DateTimeOffset Now => Script.Time.GetUtcNow();

    [Fact]
    public void Page_BeforeTheFirstRound_SaysWhenItComes()
    {
        var page = Render<LedgerPage>();

        Assert.Contains("No round has been recorded yet", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".verdict"));
    }

    [Fact]
    public void Page_OfAWholeMonth_SaysThatNoneIsMissing()
    {
        Ledger.Restore([Run(Now.AddDays(-40), 40 * 8640 - 3, RoundFate.ReadBack), Run(Now - (3 * s_ten), 2, RoundFate.Acknowledged), Run(Now - s_ten, 1, RoundFate.Spooled)]);

        var page = Render<LedgerPage>();

        Assert.Equal("0 of 259,200 rounds missing in 30 days", page.Find(".verdict.good").TextContent);
        Assert.Contains("259,197", page.FindAll(".tile")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("2 more acknowledged", page.FindAll(".tile")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("None: every round", page.Find(".gaps").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".strip i").Count);   // a month without a gap, and the hour that is still under way
        Assert.Equal("No round missing", page.Find(".strip").GetAttribute("aria-label"));
        Assert.Contains("None.", page.Find(".rejected").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAYoungInstallation_SaysWhichTimeItCovers()
    {
        Ledger.Restore([Run(Now.AddHours(-3), 3 * 360, RoundFate.ReadBack)]);

        Assert.Equal("0 of 1,080 rounds missing in 3 h 0 min, since the first one", Render<LedgerPage>().Find(".verdict").TextContent);
    }

    [Fact]
    public void Page_WithGaps_ShowsThemNewestFirstWithWhatToDo()
    {
        Ledger.Restore(
        [
            Run(Now.AddHours(-3), 360, RoundFate.ReadBack), Run(Now.AddHours(-2), 90, RoundFate.Missing, GapReason.NotRunning), Run(Now.AddMinutes(-105), 270, RoundFate.ReadBack),
            Run(Now.AddHours(-1), 3, RoundFate.Missing, GapReason.Blind), Run(Now.AddHours(-1).AddSeconds(30), 357, RoundFate.ReadBack),
        ]);

        var page = Render<LedgerPage>();

        Assert.StartsWith("93 of 1,080 rounds missing", page.Find(".verdict.bad").TextContent, StringComparison.Ordinal);
        Assert.Contains("mostly: WardOps did not run", page.Find(".tile.down").TextContent, StringComparison.Ordinal);
        var rows = page.FindAll(".gaps tbody tr");
        Assert.Equal(["Blind", "WardOps did not run"], rows.Select(r => r.QuerySelector("b")!.TextContent));
        Assert.Contains("The page Engine", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("details li"), li => li.TextContent.Contains("rounds missing", StringComparison.Ordinal));
        Assert.Contains("stretches with missing rounds", page.Find(".strip").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24h", "24 hours", "quarter of an hour")]
    [InlineData("7d", "7 days", "each hour")]
    [InlineData("1y", "12 months", "half day")]
    [InlineData("for ever", "30 days", "each hour")]
    public void Range_InTheAddress_IsShown(string range, string words, string cell)
    {
        Ledger.Restore([Run(Now.AddDays(-390), 390 * 8640, RoundFate.ReadBack)]);

        Services.GetRequiredService<NavigationManager>().NavigateTo($"/history?range={Uri.EscapeDataString(range)}");
        var page = Render<LedgerPage>();

        Assert.EndsWith($"rounds missing in {words}", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains($"The last {words}", page.Markup, StringComparison.Ordinal);
        Assert.Contains(cell, page.Markup, StringComparison.Ordinal);
        Assert.Equal(range == "for ever" ? "30d" : range, page.Find("nav a[aria-current=true]").TextContent);
    }

    [Fact]
    public void Page_WhenARoundGoesMissing_ShowsItByItself()
    {
        Ledger.Restore([Run(Now.AddHours(-1), 360, RoundFate.ReadBack)]);
        var page = Render<LedgerPage>();
        Assert.NotEmpty(page.FindAll(".verdict.good"));

        Ledger.Missing(Now, s_ten, GapReason.Refused);
        Script.Time.Advance(s_ten);
        Feed.Publish(Script.Quiet());

        page.WaitForAssertion(() => Assert.StartsWith("1 of 361 rounds", page.Find(".verdict.bad").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_WithRejectedRowsANoteAndASurplus_ShowsThem()
    {
        Ledger.Restore([Run(Now.AddHours(-1), 360, RoundFate.ReadBack)]);
        Services.GetRequiredService<LedgerNotes>().SetAside = "The ledger of earlier rounds could not be read.";
        Services.GetRequiredService<ReadBackState>().More(Now.AddMinutes(-5), 877, 900);
        Services.GetRequiredService<RejectionLog>().Add(new RejectedRows(
            Now.AddSeconds(-30), Now, "vm_rows_ignored_total{reason=\"big_timestamp\"}", 12, new SentRounds(Now.AddMinutes(-1), Now, 3, 42), "device_ping_status{device_id=\"<script>\"} 1 5"));

        var page = Render<LedgerPage>();

        var notes = page.FindAll("p.banner").Select(b => b.TextContent).ToArray();
        Assert.Contains("The ledger of earlier rounds could not be read.", notes);
        Assert.Contains(notes, n => n.Contains("900 status samples where 877 were written", StringComparison.Ordinal));
        var row = page.Find(".rejected tbody tr").TextContent;
        Assert.Contains("device_id=\"<script>\"", row, StringComparison.Ordinal);   // as text
        Assert.Contains("Check the clock of this machine", row, StringComparison.Ordinal);
        Assert.Contains("42 samples", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_WhileTheStoreIsAway_SaysSo()
    {
        Ledger.Restore([Run(Now.AddHours(-1), 360, RoundFate.Spooled)]);
        Remembering.Current = new HistoryState(HistoryMode.External, false, "VictoriaMetrics does not answer.", "Start it.", 360, 2);

        var page = Render<LedgerPage>();

        var tiles = page.FindAll(".tile");
        Assert.Contains("Away", tiles[3].TextContent, StringComparison.Ordinal);
        Assert.Contains("VictoriaMetrics does not answer.", tiles[3].TextContent, StringComparison.Ordinal);
        Assert.Contains("2 given up", tiles[4].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_OfCells_JoinWhatLooksAlike()
    {
        LedgerRun[] runs = [Run(Now, 720, RoundFate.ReadBack), Run(Now.AddHours(2), 1, RoundFate.Missing, GapReason.Blind), Run(Now.AddHours(2).AddSeconds(10), 359, RoundFate.ReadBack)];

        var parts = StripPart.Of(LedgerCell.Of(runs, Now.AddHours(-1), Now.AddHours(3), TimeSpan.FromHours(1)));

        Assert.Equal([("none", 1), ("good", 2), ("some", 1)], parts.Select(p => (p.Look, p.Cells)));
        Assert.Equal(["nothing was due", "720 rounds, none missing", "1 of 360 rounds missing"], parts.Select(p => p.Title));
    }

    private static LedgerRun Run(DateTimeOffset from, long rounds, RoundFate fate, GapReason reason = GapReason.None) => new(from, s_ten, rounds, fate, reason);
}
