using WardOps.Core.Probing;

namespace WardOps.Tests.Probing;

/// <summary>Which rounds begin when the wall clock does not do what a clock does.</summary>
public sealed class RoundClockTests
{
    private const long Second = 1_000_000_000;
    private const long Interval = 10 * Second;
    private const long Step = Second / 4;

    private readonly List<(long Number, long Mono, long Wall)> _begun = [];
    private readonly RoundClock _clock;
    private long _mono = 1;
    private long _wall = 1_800_000_003 * Second;

    public RoundClockTests() => _clock = new RoundClock(Interval, _mono, _wall);

    [Fact]
    public void Rounds_OfASteadyClock_BeginWithItAndSayNothing()
    {
        For(600);

        Assert.Equal(60, _begun.Count);
        Assert.All(_begun, r => Assert.Equal(r.Wall / Interval, r.Number));
        Assert.Null(_clock.Setback);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-10)]
    public void SmallStepBack_IsWaitedForAndNotWorthAWord(int seconds)
    {
        For(600);
        _wall += seconds * Second;
        var before = _begun.Count;
        For(600);

        Assert.InRange(_begun.Count - before, 58, 60);
        Assert.All(_begun.Skip(before + 1), r => Assert.Equal(r.Wall / Interval, r.Number));
        Assert.Null(_clock.Setback);
        AssertNoNumberTwice();
    }

    [Theory]
    [InlineData(-45)]
    [InlineData(-3_600)]
    [InlineData(-80_000)]
    public void StepBackIntoNumbersGiven_GoesOnAheadOfTheClockAtOnePerIntervalUntilItCatchesUp(int seconds)
    {
        For(90_000);
        _wall += seconds * Second;
        var before = _begun.Count;
        For(2_000);

        Assert.InRange(_begun.Count - before, 194, 200);
        AssertNoNumberTwice();
        AssertGaps(before, 20.5);
        if (seconds == -45)
        {
            For(500);
            Assert.Null(_clock.Setback);
        }
        else
        {
            Assert.Equal(SetbackCourse.Ahead, _clock.Setback!.Course);
            Assert.Equal(-seconds, _clock.Setback.By.TotalSeconds, 5.0);
            Assert.Contains("numbered ahead of it until", _clock.Setback.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void StepBackOfAnHour_IsOverWhenItIsSaidToBe()
    {
        For(7_200);
        _wall -= 3_600 * Second;
        For(60);
        var until = UnixNanos.From(_clock.Setback!.Until);
        var told = _clock.Setback;

        For((until - _wall) / Second * 95 / 100);
        Assert.Same(told, _clock.Setback);
        For((until - _wall) / Second * 2);

        Assert.Null(_clock.Setback);
        Assert.Equal(_begun[^1].Wall / Interval, _begun[^1].Number);
        AssertNoNumberTwice();
        AssertGaps(0, 20.5);
    }

    /// <summary>The clock stood a year ahead after the start of the machine, and was set right: the numbers of today are free.</summary>
    [Fact]
    public void StepBackToTimesWithoutARound_FollowsTheClockAtOnce()
    {
        For(45);
        _wall -= 365L * 86_400 * Second;
        var before = _begun.Count;
        For(3_600);

        Assert.InRange(_begun.Count - before, 359, 361);
        Assert.All(_begun.Skip(before), r => Assert.Equal(r.Wall / Interval, r.Number));
        Assert.Equal(SetbackCourse.Following, _clock.Setback!.Course);
        Assert.Contains("365 days", _clock.Setback.Words, StringComparison.Ordinal);
        For(86_400);
        Assert.Null(_clock.Setback);
    }

    /// <summary>Four hours ahead for five minutes: when those five minutes come again, their numbers are passed by.</summary>
    [Fact]
    public void StretchNumberedBefore_WhenTheClockComesThere_IsNotGivenAgain()
    {
        For(300);
        _wall -= 4 * 3_600 * Second;
        For(6 * 3_600);

        AssertNoNumberTwice();
        AssertGaps(0, 20.5);
    }

    [Fact]
    public void StepBackOfMoreThanADayIntoNumbersGiven_FollowsTheClockAndSaysThatNothingIsRecorded()
    {
        For(3 * 86_400);
        _wall -= 2 * 86_400 * Second;
        var before = _begun.Count;
        For(3_600);

        Assert.InRange(_begun.Count - before, 359, 361);
        Assert.All(_begun.Skip(before), r => Assert.Equal(r.Wall / Interval, r.Number));
        Assert.Equal(SetbackCourse.Repeated, _clock.Setback!.Course);
        Assert.Contains("not recorded until", _clock.Setback.Words, StringComparison.Ordinal);
        For(2 * 86_400);
        Assert.Null(_clock.Setback);
    }

    [Fact]
    public void ClockSetBackAndRightAgain_LeavesRoundsOutAndSaysNoMore()
    {
        For(7_200);
        _wall -= 3_600 * Second;
        For(600);
        _wall += 3_600 * Second;
        For(60);

        Assert.Null(_clock.Setback);
        Assert.Equal(_begun[^1].Wall / Interval, _begun[^1].Number);
        AssertNoNumberTwice();
    }

    private void For(long seconds)
    {
        for (var end = _mono + (seconds * Second); _mono < end; _mono += Step, _wall += Step)
        {
            if (_clock.TryBegin(_mono, _wall, out var number, out var start))
            {
                _begun.Add((number, start, _wall));
            }
        }
    }

    private void AssertNoNumberTwice() => Assert.Equal(_begun.Count, _begun.Select(r => r.Number).Distinct().Count());

    private void AssertGaps(int from, double most)
        => Assert.All(_begun.Skip(from).Zip(_begun.Skip(from + 1)), p => Assert.InRange((p.Second.Mono - p.First.Mono) / (double)Second, 4, most));
}
