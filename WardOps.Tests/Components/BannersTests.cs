using Bunit;
using WardOps.Core.History;
using WardOps.Core.Probing;
using WardOps.Core.Storage;
using WardOps.Web.Components.Layout;

namespace WardOps.Tests.Components;

public sealed class BannersTests : PageContext
{
    public BannersTests() => Store.Set(new StoreState("SQLite", true, null, null));

    [Fact]
    public void AllIsWell_ShowsNothing()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        Assert.All(Render<Banners>().FindAll(".banner"), b => Assert.True(b.HasAttribute("hidden")));
    }

    [Fact]
    public void CannotPing_SaysWhyAndListsEveryFix()
    {
        var page = Render<Banners>();

        Feed.Publish(Script.Unable(new EchoTransportState(EchoTransportMode.Unavailable, "No ICMP socket is permitted.", ["setcap cap_net_raw+ep app", "sysctl -w x"])));

        page.WaitForAssertion(() =>
        {
            Assert.Contains("No ICMP socket is permitted.", page.Markup, StringComparison.Ordinal);
            Assert.Equal(["setcap cap_net_raw+ep app", "sysctl -w x"], page.FindAll("code").Select(c => c.TextContent));
        });
    }

    [Fact]
    public void ClockSetBack_SaysByHowMuchAndUntilWhen()
    {
        var until = new DateTimeOffset(2026, 3, 4, 5, 6, 0, TimeSpan.Zero);
        Feed.Publish(Script.SetBack(new ClockSetback(TimeSpan.FromHours(3), SetbackCourse.Ahead, until)));

        Assert.Contains(
            "The clock was set back by 3.0 h; rounds are numbered ahead of it until 2026-03-04 05:06 UTC",
            Render<Banners>().Find(".banner.warning").TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public void StoreAway_SaysWhatToDo()
    {
        Store.Set(new StoreState("PostgreSQL", false, "Connection refused.", "See that PostgreSQL runs."));
        Assert.Contains("The device store (PostgreSQL) is not available. Connection refused. See that PostgreSQL runs.", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void SqlHistory_IsAWarningWithTheFix()
    {
        Remembering.Current = new HistoryState(HistoryMode.Sql, true, "History is kept for 24 hours only.", "apt-get install victoria-metrics", 0, 0);

        var banner = Render<Banners>().Find(".banner.warning");

        Assert.Contains("apt-get install victoria-metrics", banner.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OldRoundBanner_IsReadyForTheBrowserToShow()
    {
        Feed.Publish(Script.CloseRound(5));

        var stale = Render<Banners>().Find("#stale");

        Assert.True(stale.HasAttribute("hidden"));
        Assert.NotNull(stale.QuerySelector("[data-since]"));
    }

    private string Text() => string.Join(' ', Render<Banners>().Find(".banner.error:not([hidden])").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
