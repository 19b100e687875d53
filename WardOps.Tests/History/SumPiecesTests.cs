using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History;

/// <summary>How a question for the sums of all devices is cut.</summary>
public sealed class SumPiecesTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    private static readonly RoundLengths s_lengths = RoundLengths.Always(TimeSpan.FromSeconds(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10, 240)]          // 24 steps at the most
    [InlineData(300, 3_600)]       // an hour of five minutes
    [InlineData(3_600, 86_400)]    // a day of hours
    [InlineData(25_200, 75_600)]   // three times seven hours
    [InlineData(86_400, 86_400)]
    public void EndOf_WholeSteps_TakesAsManyAsOneAnswerMayHold(int step, int length)
    {
        var length1 = TimeSpan.FromSeconds(step);
        var begin = Spans.Ceiling(s_at, length1);

        Assert.Equal(begin.AddSeconds(length), SumPieces.EndOf(begin, begin.AddDays(30), length1));
    }

    [Fact]
    public void EndOf_InsideAStep_IsTheEndOfTheStepOrOfTheRange()
    {
        Assert.Equal(s_at.AddMinutes(5), SumPieces.EndOf(s_at.AddSeconds(17), s_at.AddHours(1), TimeSpan.FromMinutes(5)));
        Assert.Equal(s_at.AddMinutes(4), SumPieces.EndOf(s_at.AddSeconds(17), s_at.AddMinutes(4), TimeSpan.FromMinutes(5)));
        Assert.Equal(s_at.AddMinutes(10), SumPieces.EndOf(s_at, s_at.AddMinutes(14), TimeSpan.FromMinutes(5)));
        Assert.Equal(s_at.AddMinutes(14), SumPieces.EndOf(s_at.AddMinutes(10), s_at.AddMinutes(14), TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(300)]
    [InlineData(3_600)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task Read_AnyStep_AsksForEveryMomentOnceInOrderAndNeverForMoreThanADay(int step)
    {
        var (asked, sums) = (new List<(DateTimeOffset From, DateTimeOffset To)>(), new List<StepSum>());
        var (from, to, length) = (s_at.AddSeconds(1_234), s_at.AddDays(9).AddSeconds(77), TimeSpan.FromSeconds(step));
        await foreach (var sum in SumPieces.ReadAsync(from, to, length, s_lengths, ReadAsync, Cancellation))
        {
            sums.Add(sum);
        }

        Assert.Equal((from, to), (asked[0].From, asked[^1].To));
        Assert.Equal(asked.SkipLast(1).Select(a => a.To), asked.Skip(1).Select(a => a.From));
        Assert.All(asked, a => Assert.InRange(a.To - a.From, TimeSpan.FromTicks(1), Spans.Day));
        Assert.Equal((long)(to - from).TotalSeconds, sums.Sum(s => s.KnownSeconds));
        Assert.Equal(sums.Count, sums.DistinctBy(s => s.From).Count());

        // A round a second.
        Task<List<StepSum>> ReadAsync(DateTimeOffset begin, DateTimeOffset end, TimeSpan round)
        {
            asked.Add((begin, end));
            var found = new List<StepSum>();
            for (var at = begin; at < end;)
            {
                var next = Spans.Earlier(end, Spans.Floor(at, length) + length);
                found.Add(new StepSum(Rounds.IdOf(1), Spans.Floor(at, length), 0, (int)(next - at).TotalSeconds));
                at = next;
            }

            return Task.FromResult(found);
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(300)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    [InlineData(1_000_000)]
    public async Task Read_RoundsOfSeveralLengths_AsksForThemApartAndTellsEveryStepOnce(int step)
    {
        // Two changes within one minute, one at the end of an hour, one in the middle of a day.
        DateTimeOffset[] changes = [s_at.AddSeconds(70), s_at.AddSeconds(90), s_at.AddHours(3), s_at.AddMinutes(1842)];
        var lengths = RoundLengths.Of(
            [.. changes.Prepend(s_at).Select((c, i) => new LedgerRun(c, TimeSpan.FromSeconds(i % 2 == 0 ? 1 : 10), 1, RoundFate.ReadBack))], TimeSpan.FromSeconds(1));
        var (asked, sums, length) = (new List<(DateTimeOffset From, DateTimeOffset To, TimeSpan Round)>(), new List<StepSum>(), TimeSpan.FromSeconds(step));
        await foreach (var sum in SumPieces.ReadAsync(s_at.AddHours(-5), s_at.AddHours(60), length, lengths, ReadAsync, Cancellation))
        {
            sums.Add(sum);
        }

        Assert.Equal(changes, lengths.Changes);
        Assert.Equal((s_at.AddHours(-5), s_at.AddHours(60)), (asked[0].From, asked[^1].To));
        Assert.Equal(asked.SkipLast(1).Select(a => a.To), asked.Skip(1).Select(a => a.From));
        Assert.All(asked, a => Assert.Equal((a.Round, true), (lengths.At(a.From), lengths.EndAt(a.From) >= a.To)));
        Assert.All(asked, a => Assert.True(Spans.Floor(a.From, length) + length >= a.To || (a.To - a.From).Ticks % length.Ticks == 0, $"{a} is neither whole steps nor within one"));
        Assert.Equal(65 * 3600, sums.Sum(s => s.KnownSeconds));
        Assert.Equal(sums.Count, sums.DistinctBy(s => s.From).Count());

        Task<List<StepSum>> ReadAsync(DateTimeOffset begin, DateTimeOffset end, TimeSpan round)
        {
            asked.Add((begin, end, round));
            var found = new List<StepSum>();
            for (var at = begin; at < end; at = Spans.Floor(at, length) + length)
            {
                found.Add(new StepSum(Rounds.IdOf(1), Spans.Floor(at, length), 0, (int)(Spans.Earlier(end, Spans.Floor(at, length) + length) - at).TotalSeconds));
            }

            return Task.FromResult(found);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Read_AStepOfNothing_IsRefused(int seconds)
        => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await SumPieces.ReadAsync(
            s_at, s_at.AddDays(1), TimeSpan.FromSeconds(seconds), s_lengths, (_, _, _) => Task.FromResult(new List<StepSum>()), Cancellation).AnyAsync(Cancellation));

    [Fact]
    public async Task Read_FromAfterTo_IsNothing()
        => Assert.False(await SumPieces.ReadAsync(
            s_at, s_at.AddDays(-1), Spans.Hour, s_lengths, (_, _, _) => throw new InvalidOperationException(), Cancellation).AnyAsync(Cancellation));
}
