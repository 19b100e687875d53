using CsCheck;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Sums;

/// <summary>What rounds of another length come to in a sum.</summary>
public sealed class RoundWeightTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 29, 30, 290, 300)]      // of today
    [InlineData(30, 9, 10, 270, 300)]       // longer
    [InlineData(1, 299, 300, 299, 300)]     // shorter: one lost round of a second is one second down
    [InlineData(60, 0, 5, 0, 300)]
    public void Sum_OfADeviceThatFollows_IsHowLongItsRoundsWere(int round, int up, int known, int upSeconds, int knownSeconds)
        => Assert.Equal((upSeconds, knownSeconds), Sum(null, round, up, known));

    [Theory]
    [InlineData(10, 4, 5, 40, 50)]          // every minute now: a round of it stands for six
    [InlineData(30, 4, 5, 40, 50)]          // every minute then too
    [InlineData(20, 4, 5, 40, 50)]
    [InlineData(7, 5, 6, 5, 7)]             // it took part in all of them then: a round stands for 7 s, a sixth of which is 1.17
    [InlineData(7, 6, 6, 7, 7)]
    [InlineData(120, 2, 3, 40, 60)]
    public void Sum_OfADeviceWithAnIntervalOfItsOwn_StandsForTheSameTimeByTheSettingsOfNow(int round, int up, int known, int upSeconds, int knownSeconds)
        => Assert.Equal((upSeconds, knownSeconds), Sum(TimeSpan.FromMinutes(1), round, up, known));

    [Fact]
    public void Weight_WhateverItIs_LosesNoOutageAndNothingKnown() => Gen.Select(Gen.Int[1, 36_000], Gen.Int[1, 36_000], Gen.Int[1, 100_000], Gen.Int[0, 100_000]).Sample((over, under, known, replies) =>
    {
        var up = Math.Min(replies, known);
        var weight = new RoundWeight(over, under);
        var (upSeconds, knownSeconds) = (weight.OfUp(up, known), weight.OfKnown(known));

        Assert.Equal(up < known, upSeconds < knownSeconds);
        Assert.True(knownSeconds >= 1);
        Assert.InRange(knownSeconds - ((double)known * over / under), 0, 1);
        Assert.InRange(Math.Abs(upSeconds - ((double)up * over / under)), 0, 1);
    });

    [Fact]
    public void Of_NothingKnown_IsNothing() => Assert.Equal(new StepSum(Guid.Empty, s_at, 0, 0), StepSum.Of(Guid.Empty, s_at, new RoundWeight(10, 1), 0, 0, 7, 7));

    private static (int Up, int Known) Sum(TimeSpan? own, int round, int up, int known)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([Rounds.Device(1) with { Probe = own is null ? null : new ProbeOverrides { Interval = own } }]);
        var sum = new RoundEras(new RoundLedger(), catalog, ProbePolicy.Default).Sum(Rounds.IdOf(1), s_at, TimeSpan.FromSeconds(round), up, known, 20.0 * known, 5.0 * up);
        Assert.Equal((20.0 * sum.KnownSeconds, 5.0 * sum.UpSeconds), (Math.Round(sum.LossPercentSum, 6), Math.Round(sum.RttMsSum, 6)));
        return (sum.UpSeconds, sum.KnownSeconds);
    }
}
