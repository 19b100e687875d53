using CsCheck;
using WardOps.Core.Status;

namespace WardOps.Tests.Status.Parents;

/// <summary>The pure rules of what is told of a device with parents.</summary>
public sealed class StandingRulesTests
{
    private const int DownAfter = 6;
    private const long Second = 1_000_000_000;
    private const long Patience = 15 * Second;

    private static readonly DeviceTrack s_up = new(DeviceStatus.Up, 10, 0, 0, 10, 10, 10);
    private static readonly DeviceTrack s_down = new(DeviceStatus.Down, 100, 6, 100, 90, 90, 200) { FirstLost = 100, IsOutage = true };
    private static readonly Standing s_toldUp = new(DeviceStatus.Up, 10);
    private static readonly ParentsNow s_away = new(true, true, 0);
    private static readonly ParentsNow s_suspect = new(false, true, 0);
    private static readonly ParentsNow s_alive = new(false, false, 500);

    [Fact]
    public void Down_WithoutParents_IsToldAtOnceSinceItsFirstLostEcho()
        => Assert.Equal(new Standing(DeviceStatus.Down, 100), Next(s_toldUp, s_down, default));

    [Fact]
    public void Down_AllParentsAway_IsUnreachableSinceItsOwnFirstLostEcho()
        => Assert.Equal(new Standing(DeviceStatus.Unreachable, 100), Next(s_toldUp, s_down, s_away));

    [Fact]
    public void Down_AParentLives_IsDown() => Assert.Equal(new Standing(DeviceStatus.Down, 100), Next(s_toldUp, s_down, s_alive));

    [Fact]
    public void Down_ParentsMayBeAway_WaitsForThemAndNoLongerThanItsPatience()
    {
        var held = Next(s_toldUp, s_down, s_suspect, Second);
        Assert.Equal((DeviceStatus.Up, Second), (held.Status, held.HeldSince));

        Assert.Equal(DeviceStatus.Up, Next(held, s_down, s_suspect, Second + Patience - 1).Status);
        Assert.Equal(new Standing(DeviceStatus.Down, 100), Next(held, s_down, s_suspect, Second + Patience));
        Assert.Equal(new Standing(DeviceStatus.Unreachable, 100), Next(held, s_down, s_away, 2 * Second));
        Assert.Equal(new Standing(DeviceStatus.Down, 100), Next(held, s_down, s_alive, 2 * Second));
        Assert.Equal(s_toldUp, Next(held, s_up, s_suspect, 2 * Second));
    }

    [Fact]
    public void Down_BeforeItsParentsDied_StaysDown() => Assert.Equal(new Standing(DeviceStatus.Down, 100), Next(new(DeviceStatus.Down, 100), s_down, s_away));

    [Fact]
    public void Unreachable_AParentReturns_WaitsForSixEchoesSentAfterIt()
    {
        var gated = Next(new(DeviceStatus.Unreachable, 100), s_down, s_alive);
        Assert.Equal((DeviceStatus.Unreachable, true, 500L), (gated.Status, gated.IsGated, gated.GatedFrom));

        gated = StandingRules.Lost(in gated, 500);   // sent with the one by which the parent came back
        for (var i = 0; i < 5; i++)
        {
            gated = Next(StandingRules.Lost(in gated, 501 + i), s_down, s_alive);
            Assert.Equal(DeviceStatus.Unreachable, gated.Status);
        }

        Assert.Equal(new Standing(DeviceStatus.Down, 100), Next(StandingRules.Lost(in gated, 600), s_down, s_alive));
        Assert.Equal(new Standing(DeviceStatus.Up, 10), Next(gated, s_up, s_alive));
        Assert.Equal(new Standing(DeviceStatus.Unreachable, 100), Next(gated, s_down, s_away));
    }

    [Fact]
    public void Gate_WhileNothingIsBelieved_BeginsAnew()
    {
        var gated = new Standing(DeviceStatus.Unreachable, 100) { IsGated = true, GateLost = 5 };

        Assert.Equal(DeviceStatus.Unreachable, Next(StandingRules.Doubted(in gated), s_down, s_alive).Status);
    }

    [Fact]
    public void Untold_HeldDown_IsForgottenWhileNothingIsBelieved()
    {
        var told = new Standing(DeviceStatus.Up, 10) { HeldSince = 1 };

        var track = StatusRules.Untold(in s_down, in told);

        Assert.Equal((DeviceStatus.Up, 0, 0L, false), (track.Status, track.LostInRow, track.FirstLostAt, track.IsOutage));
        Assert.Equal(s_down, StatusRules.Untold(in s_down, new Standing(DeviceStatus.Down, 100)));
    }

    /// <summary>Whatever was told: a Down that begins is never one whose parents are all away, an Unreachable always has parents that are or were away, and what answers is Up.</summary>
    [Fact]
    public void Next_OfAnything_KeepsItsPromises() => Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 8], Gen.Long[0, 40]).Sample(
        (told, isGated, own, allAway, lost, seconds) =>
        {
            var was = new Standing((DeviceStatus)told, 5) { IsGated = isGated, GateLost = lost };
            var track = own switch { 0 => default, 1 => s_up, _ => s_down };
            var parents = new ParentsNow(allAway, allAway || seconds % 2 == 0, 0);

            var next = Next(was, track, parents, seconds * Second);

            Assert.False(next.Status == DeviceStatus.Down && was.Status != DeviceStatus.Down && allAway);
            Assert.False(next.Status == DeviceStatus.Unreachable && was.Status != DeviceStatus.Unreachable && !allAway);
            Assert.True(own == 2 || next.Status == track.Status);
            Assert.Equal(next, Next(was, track, parents, seconds * Second));
        });

    [Theory]
    [InlineData(DeviceStatus.Down, DeviceStatus.Down)]
    [InlineData(DeviceStatus.Unreachable, DeviceStatus.Unreachable)]
    [InlineData(DeviceStatus.Up, DeviceStatus.Up)]
    public void Restored_OutageSeenAndStored_IsToldAsItWas(DeviceStatus stored, DeviceStatus told)
        => Assert.Equal(told, StandingRules.Restored(s_toldUp, in s_down, stored).Status);

    [Fact]
    public void Parents_AnsweredSinceTheChildFellSilent_AreNotSuspect()
    {
        Assert.True(And(s_up, s_toldUp).MayBeAway);                                  // last answered before the child's first loss
        Assert.False(And(s_up with { LastAnswered = 100 }, s_toldUp).MayBeAway);
        Assert.True(And(s_up with { LastAnswered = 100, LostInRow = 1 }, s_toldUp).MayBeAway);
        Assert.False(And(default, default).MayBeAway);                               // never heard of: nobody would ever be told
        Assert.True(And(new DeviceTrack() with { LostInRow = 1 }, default).MayBeAway);
        Assert.True(And(s_down, s_toldUp) is { MayBeAway: true, AllAway: false });   // its own Down waits
        Assert.True(And(s_down, new Standing(DeviceStatus.Unreachable, 1)).AllAway);
        Assert.False(And(s_down, new Standing(DeviceStatus.Down, 1)).And(s_up with { LastAnswered = 100 }, in s_toldUp, 100).AllAway);

        static ParentsNow And(DeviceTrack own, Standing told) => ParentsNow.Nobody.And(in own, in told, 100);
    }

    private static Standing Next(Standing was, DeviceTrack own, ParentsNow parents, long mono = Second)
        => StandingRules.Next(in was, in own, in parents, DownAfter, mono, Patience);
}
