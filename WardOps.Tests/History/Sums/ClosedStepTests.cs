using CsCheck;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Sums;

public sealed class ClosedStepTests
{
    [Fact]
    public void It_is_eight_bytes() => Assert.Equal(ClosedStep.Bytes, System.Runtime.CompilerServices.Unsafe.SizeOf<ClosedStep>());

    [Fact]
    public void Rounds_are_exact_and_means_to_one_in_two_thousand() => Gen.Select(Gen.Int[1, ushort.MaxValue], Gen.Double[0, 1], Gen.Double[0.01, 100], Gen.Double[0.01, 10_000])
        .Sample((known, share, loss, rtt) =>
        {
            var up = (int)(known * share);
            var tally = ClosedStep.Of(new StepTally(up, known, known * loss, up * rtt)).Tally;

            Assert.Equal((up, known), (tally.Up, tally.Known));
            Assert.InRange(tally.LossSum / known, loss * (1 - (1.0 / 2048)), loss * (1 + (1.0 / 2048)));
            if (up > 0)
            {
                Assert.InRange(tally.RttSum / up, rtt * (1 - (1.0 / 2048)), rtt * (1 + (1.0 / 2048)));
            }
        });

    [Fact]
    public void Whole_percents_and_their_fifths_are_exact()
    {
        foreach (var loss in new double[] { 0, 20, 40, 60, 80, 100 })
        {
            Assert.Equal(30 * loss, ClosedStep.Of(new StepTally(3, 30, 30 * loss, 0)).Tally.LossSum);
        }
    }

    [Theory]
    [InlineData(131_070, 65_535, 32_768, 65_535)]
    [InlineData(int.MaxValue, int.MaxValue, 65_535, 65_535)]
    [InlineData(int.MaxValue, 0, 0, 65_535)]
    [InlineData(10, 20, 10, 10)]
    [InlineData(10, -3, 0, 10)]
    [InlineData(0, 5, 0, 0)]
    [InlineData(-7, 5, 0, 0)]
    public void What_a_store_may_say_overflows_nothing(int known, int up, int upThen, int knownThen)
    {
        var tally = StepTally.Of(new StepSum(Guid.Empty, default, up, known, double.NaN, double.PositiveInfinity));
        var closed = ClosedStep.Of(tally);

        Assert.Equal((upThen, knownThen), (closed.Up, closed.Known));
        Assert.Equal((0, 0), ((double)closed.LossPercent, (double)closed.RttMs));
    }

    [Fact]
    public void Means_beyond_all_measure_are_cut_off_and_not_infinite()
    {
        var closed = ClosedStep.Of(new StepTally(1, 1, 1e300, 1e300));
        Assert.Equal((100, 60_000), ((double)closed.LossPercent, Math.Round((double)closed.RttMs / 100) * 100));
    }
}
