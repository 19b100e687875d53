using CsCheck;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

public sealed class SpooledTimesTests
{
    [Fact]
    public void Taken_AnyTimesInAnyOrder_AreTaken()
        => Gen.Int[0, 20_000].Array[1, 200].Sample(seconds =>
        {
            var times = Of(seconds);
            Assert.All(seconds, s => Assert.NotNull(times.Taken(At(s))));
            Assert.InRange(times.Stretches.Count, 1, SpooledTimes.MostStretches);
            // Apart and in order.
            Assert.All(times.Stretches.Zip(times.Stretches.Skip(1)), p => Assert.True(p.First.From <= p.First.To && p.First.To < p.Second.From));
            Assert.Null(times.Taken(At(seconds.Max() + 1)));
            Assert.Null(times.Taken(At(seconds.Min() - 1)));
        });

    [Fact]
    public void Taken_AfterAMinuteInTheWrongYear_IsThatMinuteOnly()
    {
        const int Year = 365 * 24 * 3600;
        var times = Of([.. Enumerable.Range(0, 100), .. Enumerable.Range(Year, 60), .. Enumerable.Range(100, 100)]);

        Assert.Equal([new(At(0), At(199)), new(At(Year), At(Year + 59))], times.Stretches);
        Assert.Null(times.Taken(At(200)));
        Assert.NotNull(times.Taken(At(Year + 30)));
    }

    [Fact]
    public void Taken_AfterAClockThatStoodAMinuteAhead_LeavesThatMinuteFree()
    {
        var times = Of([.. Enumerable.Range(0, 10), 70, 71]);

        Assert.All(Enumerable.Range(10, 60), s => Assert.Null(times.Taken(At(s))));
        Assert.Equal([new(At(0), At(71))], Of([.. Enumerable.Range(0, 10), 70, 71, .. Enumerable.Range(10, 60)]).Stretches);
    }

    [Fact]
    public void Taken_OfMoreStretchesThanFit_TheSmallestGapIsGivenUp()
    {
        var times = Of([.. Enumerable.Range(0, SpooledTimes.MostStretches).Select(i => i * 10_000), 152_000]);

        Assert.Equal(SpooledTimes.MostStretches, times.Stretches.Count);
        Assert.NotNull(times.Taken(At(151_000)));
        Assert.Null(times.Taken(At(145_000)));
    }

    private static SpooledTimes Of(int[] seconds)
    {
        var times = new SpooledTimes();
        foreach (var second in seconds)
        {
            times.Add(At(second), TimeSpan.FromSeconds(1));
        }

        return times;
    }

    private static DateTimeOffset At(int second) => SpoolBox.Start.AddSeconds(second);
}
