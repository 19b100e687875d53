using System.Net;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>The uplink is cut for one address family, as a tunnel or a provider's IPv6 is: its devices are no outage, and the others must not be blinded.</summary>
public sealed class FamilyTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly IPAddress s_anchor4 = Families.Anchor4;
    private static readonly IPAddress s_anchor6 = Families.Anchor6;

    /// <summary>Review: 100 false Downs.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Uplink_CutForOneFamily_DoubtsItsDevicesAloneAndTheOthersGoOn(bool isV6, bool anchors)
    {
        for (var moment = 0; moment < 8; moment++)
        {
            var (watch, v4, v6) = Families.Watch(100, 100, anchors ? [s_anchor4, s_anchor6] : []);
            var (cut, rest) = isV6 ? (v6, v4) : (v4, v6);
            watch.Run.For(30 * s_second);
            Assert.Equal(200, watch.Totals.Up);

            watch.Run.For(TimeSpan.FromSeconds(1.23 * moment));
            Families.Set(watch, cut, isV6 ? s_anchor6 : s_anchor4, EchoBehaviour.Dead);
            watch.Run.For(7 * s_second);
            watch.Cut(rest[3]);
            watch.Run.For(60 * s_second);

            Assert.Equal(rest[3].Id, Assert.Single(watch.Downs).Change.Device.Id);
            Assert.Null(watch.Blind);
            Assert.Equal(SightProblem.UplinkLost, watch.Board.Current.PartlyBlind?.Problem);
            Assert.StartsWith(isV6 ? "IPv6: " : "IPv4: ", watch.Board.Current.PartlyBlind?.Reason, StringComparison.Ordinal);
            Assert.Equal((99, 1, 100), (watch.Totals.Up, watch.Totals.Down, watch.Totals.Unknown));
            Assert.All(watch.Run.Closed, r => Assert.True(r.Sight.IsClear));
            Assert.All(watch.Run.Closed, r => Assert.All(cut, d => Assert.True(!r[d].IsKnown || r[d].LossPercent == 0)));
            Assert.All(watch.Run.Closed.Skip(1), r => Assert.All(rest, d => Assert.True(r[d].IsKnown)));
            Assert.All(cut, d => Assert.False(watch.Run.Closed[^1][d].IsKnown));
            Assert.All(watch.Board.Current.States.Where(s => s.Device.Address!.AddressFamily == cut[0].Address!.AddressFamily), s => Assert.Null(s.RttMs));

            Families.Set(watch, cut, isV6 ? s_anchor6 : s_anchor4, EchoBehaviour.Healthy);
            watch.Run.For(40 * s_second);
            Assert.Equal((199, 1), (watch.Totals.Up, watch.Totals.Down));
            Assert.Null(watch.Board.Current.PartlyBlind);
            Assert.All(cut, d => Assert.True(watch.Run.Closed[^1][d].IsKnown));
        }
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(100, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void Uplink_CutForBoth_IsBlindnessAsAWhole(int ofV6, bool anchorOfV6)
    {
        var (watch, v4, v6) = Families.Watch(100, ofV6, anchorOfV6 ? [s_anchor4, s_anchor6] : [s_anchor4]);
        watch.Run.For(30 * s_second);
        Families.Set(watch, v4, s_anchor4, EchoBehaviour.Dead);
        Families.Set(watch, v6, s_anchor6, EchoBehaviour.Dead);
        watch.Run.For(60 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(SightProblem.UplinkLost, watch.Blind?.Problem);
        Assert.Null(watch.Board.Current.PartlyBlind);
        Assert.Equal(100 + ofV6, watch.Totals.Unknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Devices_SixOfTheOtherFamilyFallSilent_BlindNobodyElse(bool anchors)
    {
        var (watch, v4, v6) = Families.Watch(877, 6, anchors ? [s_anchor4, s_anchor6] : []);
        watch.Run.For(30 * s_second);
        Families.Set(watch, v6, s_anchor6, EchoBehaviour.Dead);
        var blind = 0;
        watch.Judged = tick => blind += tick.Sight.IsClear ? 0 : 1;
        watch.Run.For(120 * s_second);

        Assert.Equal((0, 877), (blind, watch.Totals.Up));
        Assert.DoesNotContain(watch.Transitions.Skip(883), t => v4.Contains(t.Change.Device));
        Assert.Empty(watch.Downs);
    }

    /// <summary>Review: 100 of 100 Down, since the gateway of the family without devices went on answering.</summary>
    [Fact]
    public void Fleet_OfOneFamilyWithAnAnchorOfTheOther_IsNoOutageWhenItsUplinkIsCut()
    {
        for (var moment = 0; moment < 10; moment++)
        {
            var (watch, _, v6) = Families.Watch(0, 100, [s_anchor4]);
            watch.Run.For(TimeSpan.FromSeconds(30 + (0.37 * moment)));
            Families.Set(watch, v6, s_anchor6, EchoBehaviour.Dead);
            watch.Run.For(60 * s_second);

            Assert.Empty(watch.Downs);
            Assert.Equal(SightProblem.UplinkLost, watch.Blind?.Problem);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Start_WhileOneFamilyIsCut_KnowsNothingOfItAndAllOfTheOther(bool anchors)
    {
        var (watch, _, v6) = Families.Watch(100, 100, anchors ? [s_anchor4, s_anchor6] : []);
        Families.Set(watch, v6, s_anchor6, EchoBehaviour.Dead);
        watch.Run.For(120 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Null(watch.Blind);
        Assert.Equal(SightProblem.NothingAnswers, watch.Board.Current.PartlyBlind?.Problem);
        Assert.Equal((100, 100), (watch.Totals.Up, watch.Totals.Unknown));
    }

    [Fact]
    public void Uplink_OfOneFamilyFlaps_MakesNotOneDeviceDown()
    {
        var (watch, v4, v6) = Families.Watch(100, 100, [s_anchor4, s_anchor6]);
        watch.Run.For(30 * s_second);
        for (var turn = 0; turn < 40; turn++)
        {
            Families.Set(watch, v6, s_anchor6, turn % 2 == 0 ? EchoBehaviour.Dead : EchoBehaviour.Healthy);
            watch.Run.For(TimeSpan.FromSeconds(0.7 + (turn * 0.23 % 3)));
        }

        Families.Set(watch, v6, s_anchor6, EchoBehaviour.Healthy);
        watch.Run.For(60 * s_second);
        Assert.Empty(watch.Downs);
        Assert.Equal(200, watch.Totals.Up);
        Assert.DoesNotContain(watch.Run.Closed, r => v4.Any(d => r[d].LossPercent > 0));
    }

    /// <summary>A real outage within the family that is well, while the other is cut, is found as soon as ever.</summary>
    [Fact]
    public void Outage_WhileTheOtherFamilyIsCut_IsFoundInTime()
    {
        var (watch, v4, v6) = Families.Watch(100, 100, [s_anchor4, s_anchor6]);
        watch.Run.For(30 * s_second);
        Families.Set(watch, v6, s_anchor6, EchoBehaviour.Dead);
        watch.Run.For(20 * s_second);
        watch.Cut(v4.Take(20));
        watch.Run.For(20 * s_second);

        Assert.Equal(20, watch.Detections().Length);
        Assert.InRange(watch.Detections()[^1], 3, 6.5);
    }
}
