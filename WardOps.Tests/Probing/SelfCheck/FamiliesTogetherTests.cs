using System.Net;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>Both address families mostly share one way out: what is found by the one must not be lost on the other, where that has less to tell by.</summary>
public sealed class FamiliesTogetherTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>Review: a gateway of IPv6 is mostly link-local and so no anchor. Where its devices are asked seldom, five of them did not fall before
    /// the first was Down, and the cut that IPv4 had known for seconds made false Downs.</summary>
    [Theory]
    [InlineData(20, 60)]
    [InlineData(12, 300)]
    [InlineData(100, 300)]
    [InlineData(5, 10)]
    public void Uplink_CutForBothWhereOneHasNoAnchorAndIsAskedSeldom_MakesNotOneDeviceDown(int ofV6, int every)
    {
        for (var moment = 0; moment < 8; moment++)
        {
            var (watch, v4, v6) = Families.Watch(100, ofV6, [Families.Anchor4], every * s_second);
            watch.Run.For(((every + 25) * s_second) + (moment * 1.37 * s_second));
            Assert.Equal(100 + ofV6, watch.Totals.Up);

            Families.Set(watch, [.. v4, .. v6], Families.Anchor4, EchoBehaviour.Dead);
            watch.Run.For(60 * s_second);
            Assert.Empty(watch.Downs);
            Assert.NotNull(watch.Blind ?? watch.Board.Current.PartlyBlind);

            Families.Set(watch, [.. v4, .. v6], Families.Anchor4, EchoBehaviour.Healthy);
            watch.Run.For((every + 60) * s_second);
            Assert.Empty(watch.Downs);
            Assert.Null(watch.Blind ?? watch.Board.Current.PartlyBlind);
            Assert.Equal(100 + ofV6, watch.Totals.Up);
        }
    }

    /// <summary>Review: a third of the few devices of IPv6 stood in the monitor's own house. In a cut of everything they outvoted the others, which went Down.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Uplink_CutForBothWithManyOfOneFamilyOnThisSide_MakesNotOneDeviceDown(bool anchorOfV6)
    {
        for (var moment = 0; moment < 6; moment++)
        {
            var (watch, v4, v6) = Families.Watch(100, 30, anchorOfV6 ? [Families.Anchor4, Families.Anchor6] : [Families.Anchor4]);
            watch.Run.For((30 * s_second) + (moment * 1.37 * s_second));
            Families.Set(watch, v4, Families.Anchor4, EchoBehaviour.Dead);
            Families.Set(watch, v6.Skip(10), Families.Anchor6, EchoBehaviour.Dead);
            watch.Run.For(120 * s_second);
            Assert.Empty(watch.Downs);
            Assert.Equal(SightProblem.UplinkLost, watch.Blind?.Problem);

            Families.Set(watch, v6, Families.Anchor6, EchoBehaviour.Healthy);   // IPv6 first, and IPv4 later
            watch.Run.For(40 * s_second);
            Assert.Equal((30, 100), (watch.Totals.Up, watch.Totals.Unknown));
            Families.Set(watch, v4, Families.Anchor4, EchoBehaviour.Healthy);
            watch.Run.For(40 * s_second);
            Assert.Equal(130, watch.Totals.Up);
            Assert.Null(watch.Blind ?? watch.Board.Current.PartlyBlind);
        }
    }

    /// <summary>The same where nobody is asked over the family that has the anchor.</summary>
    [Fact]
    public void Uplink_CutForAFleetThatHasOnlyTheAnchorOfTheOtherFamily_MakesNotOneDeviceDown()
    {
        for (var moment = 0; moment < 8; moment++)
        {
            var (watch, _, v6) = Families.Watch(0, 20, [Families.Anchor4], 60 * s_second);
            watch.Run.For((85 * s_second) + (moment * 1.37 * s_second));
            Families.Set(watch, v6, Families.Anchor4, EchoBehaviour.Dead);
            watch.Run.For(60 * s_second);

            Assert.Empty(watch.Downs);
            Assert.Equal(SightProblem.UplinkLost, watch.Blind?.Problem);
        }
    }

    /// <summary>A real outage in the family that is well, without an anchor and while the other is cut: later than else, and found.</summary>
    [Theory]
    [InlineData(100, 5, 10, 7)]
    [InlineData(100, 60, 10, 21)]
    [InlineData(20, 2, 10, 7)]
    [InlineData(6, 1, 10, 7)]
    [InlineData(6, 2, 10, 14)]
    [InlineData(20, 2, 60, 160)]
    [InlineData(20, 17, 10, 21)]
    public void Outage_WithoutAnAnchorWhileTheOtherFamilyIsCut_IsFound(int ofV6, int dying, int every, double within)
    {
        for (var moment = 0; moment < 4; moment++)
        {
            var (watch, v4, v6) = Families.Watch(100, ofV6, [Families.Anchor4], every * s_second);
            watch.Run.For(((every + 25) * s_second) + (moment * 1.37 * s_second));
            Families.Set(watch, v4, Families.Anchor4, EchoBehaviour.Dead);
            watch.Run.For(30 * s_second);
            watch.Cut(v6.Take(dying));
            watch.Run.For((60 + (3 * every)) * s_second);

            Assert.Equal(dying, watch.Totals.Down);
            Assert.InRange(watch.Detections()[^1], 3, within);
        }
    }

    /// <summary>Review: one device of IPv6 on this side of the cut answered, and 399 others went Down, though the anchor of IPv4 had never answered.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void Start_BehindACutUplinkWithADeviceOnThisSide_MakesNotOneDeviceDown(bool isNearOfV6, int anchors)
    {
        var (watch, v4, v6) = Families.Watch(400, 400, anchors == 1 ? [Families.Anchor4] : [Families.Anchor4, Families.Anchor6]);
        Families.Set(watch, v4, Families.Anchor4, EchoBehaviour.Dead);
        Families.Set(watch, v6, Families.Anchor6, EchoBehaviour.Dead);
        watch.Run.Network[(isNearOfV6 ? v6 : v4)[0].Address!] = EchoBehaviour.Healthy;
        watch.Run.For(120 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(SightProblem.NothingAnswers, watch.Blind?.Problem);

        Families.Set(watch, v4, Families.Anchor4, EchoBehaviour.Healthy);
        Families.Set(watch, v6, Families.Anchor6, EchoBehaviour.Healthy);
        watch.Run.For(20 * s_second);
        Assert.Empty(watch.Downs);
        Assert.Equal(800, watch.Totals.Up);
        Assert.Null(watch.Blind ?? watch.Board.Current.PartlyBlind);
    }

    /// <summary>Review: an anchor that had been heard once, long before there were devices, was taken for a proof that something comes through: 100 false Downs.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(700)]
    public void Devices_AddedToAFamilyThatWasCutWhileItHadNone_AreUnknown(int secondsLater)
    {
        var (watch, _, _) = Families.Watch(0, 100, [Families.Anchor4, Families.Anchor6]);
        watch.Run.For(30 * s_second);
        watch.Run.Network[Families.Anchor4] = EchoBehaviour.Dead;
        watch.Run.For(secondsLater * s_second);
        Add(watch, 100, Families.V4, EchoBehaviour.Dead);
        watch.Run.For(60 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal((100, 100), (watch.Totals.Up, watch.Totals.Unknown));
        Assert.StartsWith("IPv4: ", watch.Board.Current.PartlyBlind?.Reason, StringComparison.Ordinal);
    }

    /// <summary>Review: the same with a family that had devices before, and lost them all.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(700)]
    public void Devices_AddedToAFamilyThatWasCutWhileItWasEmpty_AreUnknown(int secondsLater)
    {
        var (watch, _, v6) = Families.Watch(100, 100, [Families.Anchor4, Families.Anchor6]);
        watch.Run.For(30 * s_second);
        watch.Catalog.Update(was => was.Devices.Take(100));
        watch.Run.For(30 * s_second);
        Families.Set(watch, v6, Families.Anchor6, EchoBehaviour.Dead);
        watch.Run.For(secondsLater * s_second);
        Add(watch, 100, Families.V6, EchoBehaviour.Dead);
        watch.Run.For(60 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal((100, 100), (watch.Totals.Up, watch.Totals.Unknown));
    }

    /// <summary>Review: as long as a family had two devices it went with the other; with five more, of which none had ever answered, it was taken for one that sees.</summary>
    [Fact]
    public void Devices_AddedToAFewDuringACutOfBoth_AreUnknown()
    {
        var (watch, v4, v6) = Families.Watch(100, 2, [Families.Anchor4]);
        watch.Run.For(30 * s_second);
        Families.Set(watch, [.. v4, .. v6], Families.Anchor4, EchoBehaviour.Dead);
        watch.Run.For(20 * s_second);
        Add(watch, 5, number => Families.V6(1_000 + number), EchoBehaviour.Dead);
        watch.Run.For(60 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(107, watch.Totals.Unknown);
        Assert.Equal(SightProblem.UplinkLost, watch.Blind?.Problem);
    }

    /// <summary>Review: a family was cut when its last device was taken out, and still was months later: one device that was put in then could neither be Down, nor would the banner go.</summary>
    [Fact]
    public void Cut_OfAFamilyThatHasLostItsDevices_IsForgotten()
    {
        var (watch, _, v6) = Families.Watch(100, 100, []);
        watch.Run.For(30 * s_second);
        Families.Set(watch, v6, Families.Anchor6, EchoBehaviour.Dead);
        watch.Run.For(60 * s_second);
        Assert.NotNull(watch.Board.Current.PartlyBlind);
        watch.Catalog.Update(was => was.Devices.Take(100));
        watch.Run.For(30 * s_second);
        Assert.Null(watch.Board.Current.PartlyBlind);

        Add(watch, 1, Families.V6, EchoBehaviour.Dead);
        watch.Run.For(30 * s_second);

        Assert.Equal((100, 1), (watch.Totals.Up, watch.Totals.Down));
        Assert.Null(watch.Board.Current.PartlyBlind);

        Add(watch, 100, number => Families.V6(1_000 + number), EchoBehaviour.Healthy);
        watch.Run.For(30 * s_second);
        Assert.Equal((200, 1), (watch.Totals.Up, watch.Totals.Down));
        Assert.Null(watch.Board.Current.PartlyBlind);
    }

    /// <summary>Review: IPv6 has no route at all, IPv4 is cut: nothing is seen, and yet the banner said that for the devices of IPv6 everything went on.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Uplink_CutWhereTheOtherFamilyHasNoRoute_IsBlindnessAsAWhole(bool fromTheStart, bool anchors)
    {
        var (watch, v4, v6) = Families.Watch(100, 50, anchors ? [Families.Anchor4, Families.Anchor6] : []);
        var unroutable = EchoBehaviour.Healthy with { SendErrno = Errno.NetUnreachable };
        Families.Set(watch, v6, Families.Anchor6, fromTheStart ? unroutable : EchoBehaviour.Healthy);
        watch.Run.For(60 * s_second);
        Families.Set(watch, v6, Families.Anchor6, unroutable);
        watch.Run.For(60 * s_second);
        Assert.Null(watch.Blind);

        Families.Set(watch, v4, Families.Anchor4, EchoBehaviour.Dead);
        watch.Run.For(60 * s_second);
        Assert.Empty(watch.Downs);
        Assert.Equal(SightProblem.UplinkLost, watch.Blind?.Problem);

        Families.Set(watch, v4, Families.Anchor4, EchoBehaviour.Healthy);
        Families.Set(watch, v6, Families.Anchor6, EchoBehaviour.Healthy);
        watch.Run.For(40 * s_second);
        Assert.Equal(150, watch.Totals.Up);
        Assert.Null(watch.Blind ?? watch.Board.Current.PartlyBlind);
    }

    /// <summary>Whatever is cut when, for however long: nobody is dead, so nobody goes Down, no round that is believed has a loss, and in the end everything is as it was.</summary>
    [Theory]
    [InlineData(0.2, 2.5)]
    [InlineData(1, 8)]
    [InlineData(3, 30)]
    public void Uplinks_CutAndMendedAtRandom_MakeNotOneDeviceDown(double least, double most)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var (watch, v4, v6) = Families.Watch(60, 60, [Families.Anchor4, Families.Anchor6]);
            var random = new Random(seed);
            var isCut = new bool[2];
            watch.Run.For(30 * s_second);
            for (var i = 0; i < 40; i++)
            {
                isCut = random.Next(4) switch { 0 => [!isCut[0], isCut[1]], 1 => [isCut[0], !isCut[1]], 2 => [!isCut[0], !isCut[1]], _ => [isCut[1], isCut[0]] };
                Families.Set(watch, v4, Families.Anchor4, isCut[0] ? EchoBehaviour.Dead : EchoBehaviour.Healthy);
                Families.Set(watch, v6, Families.Anchor6, isCut[1] ? EchoBehaviour.Dead : EchoBehaviour.Healthy);
                watch.Run.For(TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least))));
            }

            Families.Set(watch, [.. v4, .. v6], Families.Anchor4, EchoBehaviour.Healthy);
            watch.Run.Network[Families.Anchor6] = EchoBehaviour.Healthy;
            watch.Run.For(60 * s_second);
            Assert.Empty(watch.Downs);
            Assert.Equal(120, watch.Totals.Up);
            Assert.Null(watch.Blind ?? watch.Board.Current.PartlyBlind);
            Assert.DoesNotContain(watch.Run.Closed, r => r.Results.Any(d => d.LossPercent > 0));
        }
    }

    private static void Add(WatchedRun watch, int count, Func<int, IPAddress> address, EchoBehaviour behaviour)
    {
        var first = 20_000 + (1_000 * watch.Catalog.Current.Devices.Length);
        var added = Enumerable.Range(0, count).Select(i => Fleet.Device(first + i, address(i))).ToList();
        added.ForEach(d => watch.Run.Network[d.Address!] = behaviour);
        watch.Catalog.Update(was => [.. was.Devices, .. added]);
    }
}
