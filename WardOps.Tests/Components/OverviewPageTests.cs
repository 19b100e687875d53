using Bunit;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;
using WardOps.Tests.History;
using WardOps.Web.Components.Overview;

namespace WardOps.Tests.Components;

public sealed class OverviewPageTests : PageContext
{
    [Fact]
    public void Totals_AreThoseOfTheBoardAndLeadToTheList()
    {
        Script.Answer(5, 1, 2);
        Feed.Publish(Script.Fail(3));

        var page = Render<OverviewPage>();

        Assert.Equal(["2", "1", "0", "3", "0"], page.FindAll("a.tile .figure").Select(f => f.TextContent));
        Assert.Equal(["/devices?status=up", "/devices?status=down", "/devices?status=unknown", "/devices", "/alerts"], page.FindAll("a.tile").Select(t => t.GetAttribute("href")));
    }

    [Fact]
    public void Uptime_NothingKnown_IsNoDataAndNotZero()
    {
        Feed.Publish(Script.Quiet());
        Assert.Contains("no data yet", Render<OverviewPage>().Find("div.tile").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_NewestFirst_WithTheBeginningOfEach()
    {
        Script.Answer(5, 1, 2, 3);
        Script.Fail(1);
        Feed.Publish(Script.Fail(3));

        var page = Render<OverviewPage>();

        Assert.Equal(["device-3", "device-1"], page.FindAll(".problems tbody td:first-child a").Select(a => a.TextContent));
        Assert.All(page.FindAll(".problems tbody tr"), row => Assert.NotNull(row.QuerySelector("[data-since]")));
        Assert.Equal(["Down", "Down"], page.FindAll(".changes .mark").Select(m => m.TextContent.Trim()));
    }

    [Fact]
    public void Problems_ChronicAndFlapping_StandApartFromWhatIsNew()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        Script.Fail(1);
        Script.Time.Advance(TimeSpan.FromHours(25));
        Script.Answer(5, 2);
        Script.Fail(1, 3);
        Flap(2, steps: 7);
        Feed.Publish(Script.Answer(5, 2));

        var page = Render<OverviewPage>();

        Assert.Equal("device-3", page.Find(".problems tbody a").TextContent);
        Assert.Equal(["device-2", "ბათუმი", "Up", "7 × 5 min", "17 min 30 s"], page.FindAll(".flapping tbody td").Select(c => c.TextContent.Trim()));
        Assert.Equal(["1", "1", "1"], page.FindAll(".kind b").Select(b => b.TextContent));
        Assert.Empty(page.FindAll(".chronic"));

        page.Find("button[aria-expanded=false]").Click();

        page.WaitForAssertion(() => Assert.Equal("device-1", page.Find(".chronic tbody a").TextContent));
        Assert.Equal("Hide", page.Find("button[aria-expanded=true]").TextContent);
    }

    [Fact]
    public void Problems_OnlyChronic_SayThatNothingIsNew()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        Script.Fail(1);
        Script.Time.Advance(TimeSpan.FromHours(25));
        Script.Answer(5, 2, 3);
        Feed.Publish(Script.Fail(1));

        var page = Render<OverviewPage>();

        Assert.Contains("Nothing has gone down within 24 hours and stayed down.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".problems"));
        Assert.Empty(page.FindAll(".flapping"));
    }

    [Fact]
    public void OpenPage_DeviceGoesAndComes_FollowsWithoutARender()
    {
        Feed.Publish(Script.Answer(5, 1, 2, 3));
        var page = Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing is down.", page.Markup, StringComparison.Ordinal));

        Feed.Publish(Script.Fail(2));
        page.WaitForAssertion(() => Assert.Equal("device-2", page.Find(".problems tbody a").TextContent));

        Feed.Publish(Script.Answer(5, 2));
        page.WaitForAssertion(() => Assert.Contains("Nothing is down.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void OpenPage_SameOutageIsSeenTwiceRoundABlindMonitor_IsListedTwice()
    {
        Script.Answer(5, 1, 2, 3);
        Feed.Publish(Script.Fail(2));
        var page = Render<OverviewPage>();

        Script.Time.Advance(TimeSpan.FromSeconds(31));
        Feed.Publish(Script.Quiet());
        Feed.Publish(Script.Fail(2));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".changes .mark.down").Count));
    }

    [Fact]
    public void NothingDownButSomeUnknown_DoesNotSayThatAllIsWell()
    {
        Feed.Publish(Script.Answer(5, 1));
        Assert.Contains("2 of 3 devices are unknown", Render<OverviewPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void NoDevices_SaysHowToGetSome()
    {
        Script.Catalog.Swap([]);
        Feed.Publish(Script.Quiet());

        Assert.Contains("scripts/run --demo", Render<OverviewPage>().Find(".empty").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Half of its rounds of so many steps were down.</summary>
    private void Flap(int number, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            for (var round = 0; round < 30; round++)
            {
                var at = SumsSteps.StartOfStep(SumsSteps.StepOf(Script.Time.GetUtcNow()) - 1 - step) + (round * Rounds.Interval);
                var results = new DeviceRound[Script.Catalog.Current.Slots];
                results[Script[number].Slot] = round % 2 == 0 ? Rounds.Up : Rounds.Down;
                Sums.Add(new Round(new RoundPlan((at - DateTimeOffset.UnixEpoch).Ticks / Rounds.Interval.Ticks, Rounds.Interval, 5, Script.Catalog.Current), at, results));
            }
        }
    }
}
