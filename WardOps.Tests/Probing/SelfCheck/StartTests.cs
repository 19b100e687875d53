using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>The monitor starts, and knows nothing yet: neither who was up nor whether anything can be reached at all. After a power failure the whole branch network starts with it.</summary>
public sealed class StartTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Uplink_CutFromTheStart_MakesNotOneDeviceDownAndItsRoundsUnknown(bool anchor, bool isRestored)
    {
        var watch = Started(anchor, 100, isRestored);
        watch.CutUplink();
        watch.Run.For(300 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(SightProblem.NothingAnswers, watch.Blind?.Problem);
        Assert.StartsWith("Nothing has answered since the start", watch.Blind?.Reason, StringComparison.Ordinal);
        Assert.Equal(!anchor, watch.Blind?.Reason.Contains("Set Probing:Anchors.", StringComparison.Ordinal));
        Assert.All(watch.Run.Closed, r => Assert.False(r.Sight.IsClear));
        Assert.All(watch.Run.Closed, r => Assert.All(r.Results, d => Assert.False(d.IsKnown)));
        Assert.Equal(100, watch.Totals.Unknown);
    }

    /// <summary>Review, 877 devices whose uplink came 40 s after the start: 877 Downs, and three rounds of 100 % loss that were believed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Uplink_ThatComesAfterTheStart_LeavesNoTraceOfItsAbsence(bool anchor)
    {
        var watch = Started(anchor, 877, isRestored: false);
        watch.CutUplink();
        watch.Run.For(40 * s_second);
        watch.MendUplink();
        watch.Run.For(40 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(877, watch.Totals.Up);
        Assert.Null(watch.Blind);
        Assert.DoesNotContain(watch.Run.Closed, r => r.Sight.IsClear && r.Results.Any(d => d.LossPercent > 0));
        Assert.Contains(watch.Run.Closed, r => r.Sight.IsClear);
    }

    /// <summary>One answer ends the start, but the devices have their turn before anything is believed: this one came through a gap of a tenth of a second.</summary>
    [Theory]
    [InlineData(true, 3)]
    [InlineData(true, 100)]
    [InlineData(false, 100)]
    public void Uplink_ThatComesForAMomentOnly_MakesNotOneDeviceDown(bool anchor, int devices)
    {
        for (var moment = 0; moment < 10; moment++)
        {
            var watch = Started(anchor, devices, isRestored: false);
            watch.CutUplink();
            watch.Run.For(TimeSpan.FromSeconds(30 + (0.23 * moment)));
            watch.MendUplink();
            watch.Run.For(TimeSpan.FromMilliseconds(300));
            watch.CutUplink();
            watch.Run.For(120 * s_second);

            Assert.Empty(watch.Downs);
            Assert.NotNull(watch.Blind);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fleet_MostlyDead_HasItsDeadDownAndItsLivingUp(bool anchor)
    {
        var watch = Started(anchor, 100, isRestored: true);
        watch.MendUplink();
        watch.Cut(watch.Catalog.Current.Devices.Take(97));
        watch.Run.For(30 * s_second);

        Assert.Equal((3, 97), (watch.Totals.Up, watch.Totals.Down));
        Assert.Equal(97, watch.Downs.Count());
        Assert.Null(watch.Blind);
        Assert.All(watch.Run.Closed.Skip(1), r => Assert.True(r.Sight.IsClear));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fleet_MostlyDeadBehindACutUplink_HasItsDeadDownOnceTheUplinkIsThere(bool anchor)
    {
        var watch = Started(anchor, 100, isRestored: true);
        watch.Cut(watch.Catalog.Current.Devices.Take(97));
        watch.CutUplink();
        watch.Run.For(60 * s_second);
        Assert.Empty(watch.Downs);

        var comes = watch.Run.Time.GetUtcNow();
        watch.MendUplink();
        watch.Run.For(25 * s_second);

        Assert.Equal((3, 97), (watch.Totals.Up, watch.Totals.Down));
        Assert.All(watch.Downs, d => Assert.True(d.Change.At >= comes, "Nothing is known of the time before."));
    }

    /// <summary>Review, 877 devices, one of them in the monitor's own rack: it answered, and the 876 others went Down.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(80, true)]
    public void Uplink_CutFromTheStartWithFewDevicesOnThisSide_MakesNotOneDeviceDown(int near, bool isRestored)
    {
        var watch = Started(anchor: true, 877, isRestored);
        watch.CutUplink();
        foreach (var device in watch.Catalog.Current.Devices.Take(near))
        {
            watch.Run.Network[device.Address!] = new EchoBehaviour();
        }

        watch.Run.For(120 * s_second);
        Assert.Empty(watch.Downs);
        Assert.Equal(SightProblem.NothingAnswers, watch.Blind?.Problem);
        Assert.StartsWith("Nothing has answered since the start, no anchor and at the most a few devices", watch.Blind?.Reason, StringComparison.Ordinal);

        watch.MendUplink();
        watch.Run.For(15 * s_second);
        Assert.Empty(watch.Downs);
        Assert.Equal(877, watch.Totals.Up);
        Assert.Null(watch.Blind);
    }

    /// <summary>A gateway that answers no echo at all cannot hold the start for ever, and not at all where a tenth of the fleet answers.</summary>
    [Theory]
    [InlineData(95, 600, 630)]
    [InlineData(85, 3, 6)]
    [InlineData(0, 3, 4)]
    public void Anchor_ThatNeverAnswers_IsGivenUp(int dead, double leastBlind, double mostBlind)
    {
        var watch = Started(anchor: true, 100, isRestored: true);
        watch.Anchor(EchoBehaviour.Dead);
        watch.Cut(watch.Catalog.Current.Devices.Take(dead));
        watch.Run.For(660 * s_second);

        Assert.Equal((100 - dead, dead), (watch.Totals.Up, watch.Totals.Down));
        Assert.InRange(watch.Run.Sights.Count(s => !s.IsClear) / 4.0, leastBlind, mostBlind);
    }

    /// <summary>An anchor tells that the way out works, so a fleet that is silent as a whole is dead as a whole.</summary>
    [Fact]
    public void Fleet_WhollyDeadWhileTheAnchorAnswers_IsDown()
    {
        var watch = Started(anchor: true, 100, isRestored: false);
        watch.CutUplink();
        watch.Anchor(EchoBehaviour.Healthy);
        watch.Run.For(25 * s_second);

        Assert.Equal(100, watch.Totals.Down);
        Assert.DoesNotContain(watch.Run.Sights, s => !s.IsClear);
    }

    /// <summary>Four silent devices and nothing else to go by prove nothing of the monitor.</summary>
    [Fact]
    public void Fleet_OfFewerThanFiveWithoutAnAnchor_IsJudgedAsItIs()
    {
        var watch = Started(anchor: false, 4, isRestored: false);
        watch.CutUplink();
        watch.Run.For(25 * s_second);

        Assert.Equal(4, watch.Totals.Down);
        Assert.Null(watch.Blind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fleet_ThatAnswers_IsNeverDoubted(bool anchor)
    {
        var watch = Started(anchor, 100, isRestored: false);
        watch.MendUplink();
        watch.Run.For(45 * s_second);

        Assert.All(watch.Run.Sights, s => Assert.True(s.IsClear));
        Assert.Equal(100, watch.Totals.Up);
    }

    private static WatchedRun Started(bool anchor, int devices, bool isRestored)
    {
        var watch = WatchedRun.Behind(anchor, Fleet.Of(devices));
        if (isRestored)
        {
            var now = watch.Run.Time.GetUtcNow();
            watch.Board.Restore(new StoredBoard(
                [.. watch.Catalog.Current.Devices.Select(d => new StoredState(d.Id, DeviceStatus.Up, DeviceFlags.None, now.AddDays(-1), null, now.AddSeconds(-5), 7))],
                new RoundMark(1, now.AddSeconds(-15), now.AddSeconds(-5))));
        }

        return watch;
    }
}
