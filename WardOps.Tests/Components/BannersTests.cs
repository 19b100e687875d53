using Bunit;
using WardOps.Core.History;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
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
    public void Blind_WhileOneFamilyHasNoSocket_ShowsBoth()
    {
        var page = Render<Banners>();

        Feed.Publish(Script.Doubt(
            new Sight(SightProblem.UplinkLost, "The uplink is cut."), new EchoTransportState(EchoTransportMode.Simulated, "No ICMPv6 socket is permitted.", ["allow it"])));

        page.WaitForAssertion(() =>
        {
            Assert.Contains("WardOps cannot ping all devices.", page.Markup, StringComparison.Ordinal);
            Assert.Contains("No ICMPv6 socket is permitted.", page.Markup, StringComparison.Ordinal);
            Assert.Contains("WardOps is blind since", page.Markup, StringComparison.Ordinal);
            Assert.Contains("The uplink is cut.", page.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Blind_ForOneAddressFamily_IsSaidUntilItIsOver()
    {
        var page = Render<Banners>();

        Feed.Publish(Script.DoubtFamily(new FamilySights(null, new Sight(SightProblem.UplinkLost, "The uplink is cut."))));
        page.WaitForAssertion(() => Assert.Contains("IPv6: The uplink is cut. Devices that are asked this way", page.Find(".banner.error:not([hidden])").TextContent, StringComparison.Ordinal));

        Feed.Publish(Script.Doubt(Sight.Clear));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".banner.error:not([hidden])")));
    }

    /// <summary>A suspicion of seconds costs the devices of its family a round, and that is told as long as it is the last one.</summary>
    [Fact]
    public void UnknownRound_OfOneAddressFamily_IsToldUntilTheNextThatIsBelieved()
    {
        var page = Render<Banners>();
        var indicator = Render<RoundIndicator>();

        Feed.Publish(Script.Quiet());
        Feed.Publish(Script.CloseRound(new FamilySights(null, new Sight(SightProblem.UplinkLost, "The uplink is cut."))));

        page.WaitForAssertion(() => Assert.Contains("is unknown for a part of the devices. IPv6: The uplink is cut.", page.Find(".banner.warning").TextContent, StringComparison.Ordinal));
        indicator.WaitForAssertion(() => Assert.Equal("partly unknown", indicator.Find(".unknown").TextContent));

        Feed.Publish(Script.CloseRound(5));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".banner.warning")));
        indicator.WaitForAssertion(() => Assert.Empty(indicator.FindAll(".unknown")));
    }

    [Fact]
    public void Blind_WithoutAnySocket_IsSaidOnce()
    {
        var page = Render<Banners>();

        Feed.Publish(Script.Doubt(
            new Sight(SightProblem.NoSocket, "No ICMP socket is permitted."), new EchoTransportState(EchoTransportMode.Unavailable, "No ICMP socket is permitted.", ["allow it"])));

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".banner.error:not([hidden])")));
        Assert.Empty(page.FindAll(".banner.warning"));
    }

    /// <summary>One tick of blindness is over in a quarter of a second, but its round is lost, and that is told as long as it is the last one.</summary>
    [Fact]
    public void UnknownRound_IsToldUntilTheNextThatIsBelieved()
    {
        var page = Render<Banners>();
        var indicator = Render<RoundIndicator>();

        Feed.Publish(Script.Quiet());
        Feed.Publish(Script.CloseRound(new Sight(SightProblem.RepliesDropped, "The kernel threw away ICMP messages.")));

        page.WaitForAssertion(() =>
        {
            var banner = page.Find(".banner.warning");
            Assert.Contains("is unknown.", banner.TextContent, StringComparison.Ordinal);
            Assert.Contains("The kernel threw away ICMP messages.", banner.TextContent, StringComparison.Ordinal);
            Assert.Equal("10000000", banner.QuerySelector("time")!.GetAttribute("data-time"));
        });
        indicator.WaitForAssertion(() => Assert.Equal("unknown", indicator.Find(".unknown").TextContent));

        Feed.Publish(Script.Quiet());
        Assert.Single(page.FindAll(".banner.warning"));

        Feed.Publish(Script.CloseRound(5));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".banner.warning")));
        indicator.WaitForAssertion(() => Assert.Empty(indicator.FindAll(".unknown")));
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
