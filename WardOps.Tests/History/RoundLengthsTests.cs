using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.Probing;
using WardOps.Tests.History.Ledger;

namespace WardOps.Tests.History;

/// <summary>How long rounds were, by the books.</summary>
public sealed class RoundLengthsTests
{
    private static readonly TimeSpan s_ten = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_thirty = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset s_at = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_EmptyBooks_TodayHeldAlways()
    {
        var lengths = RoundLengths.Of([], s_ten);

        Assert.Equal((s_ten, s_ten), (lengths.At(DateTimeOffset.MinValue), lengths.At(s_at)));
        Assert.Empty(lengths.Changes);
    }

    [Fact]
    public void Of_TheSameLengthThroughout_IsOneHoweverManyRunsThereAre()
        => Assert.Empty(RoundLengths.Of([.. Enumerable.Range(0, 1000).Select(i => Run(s_at + (i * s_minute), s_ten, 3))], s_ten).Changes);

    [Fact]
    public void Of_AChange_HoldsFromTheFirstRoundOfTheNewLengthOn_AndTheOldestHoldsBeforeTheBooks()
    {
        // Half a minute in which nobody ran and of which the books know nothing lies between.
        var lengths = RoundLengths.Of([Run(s_at, s_thirty, 120), Run(s_at.AddHours(1).AddSeconds(30), s_ten, 360)], s_ten);

        Assert.Equal([s_at.AddHours(1).AddSeconds(30)], lengths.Changes);
        Assert.Equal((s_thirty, s_thirty), (lengths.At(s_at.AddYears(-1)), lengths.At(s_at.AddHours(1).AddSeconds(29))));
        Assert.Equal((s_ten, s_ten), (lengths.At(s_at.AddHours(1).AddSeconds(30)), lengths.At(s_at.AddYears(1))));
        Assert.Equal([(s_at, s_at.AddMinutes(60.5), s_thirty), (s_at.AddMinutes(60.5), s_at.AddHours(2), s_ten)], lengths.Within(s_at, s_at.AddHours(2)));
        Assert.Equal([(s_at, s_at, s_thirty)], lengths.Within(s_at, s_at));
    }

    [Fact]
    public void Of_NoRoundSinceTheRestart_TodayHoldsFromTheEndOfTheBooksOn()
    {
        var lengths = RoundLengths.Of([Run(s_at, s_ten, 7)], s_minute);

        Assert.Equal([s_at.AddMinutes(2)], lengths.Changes);   // the first minute that begins at 12:01:10 or later
        Assert.Equal((s_ten, s_minute), (lengths.At(s_at.AddSeconds(119)), lengths.At(s_at.AddMinutes(2))));
    }

    [Fact]
    public void Of_BackAndForth_TellsThemApart_AndMoreThanCanBeForgetsTheOldest()
    {
        var runs = Enumerable.Range(0, 3 * RoundLengths.Most).Select(i => Run(s_at.AddMinutes(i), i % 2 == 0 ? s_thirty : s_ten, i % 2 == 0 ? 2 : 6)).ToList();

        var lengths = RoundLengths.Of(runs, s_ten);

        Assert.Equal(RoundLengths.Most - 1, lengths.Changes.Count());
        Assert.Equal((s_thirty, s_ten), (lengths.At(runs[^2].From), lengths.At(runs[^1].From)));
        Assert.Equal(lengths.At(lengths.Changes.First().AddTicks(-1)), lengths.At(s_at));
    }

    [Fact]
    public void NextStart_IsOnTheGridThatHolds_AndNoLaterThanTheChange()
    {
        var lengths = RoundLengths.Of([Run(s_at, s_minute, 3), Run(s_at.AddSeconds(200), s_ten, 9)], s_ten);

        Assert.Equal(s_at.AddMinutes(2), lengths.NextStart(s_at.AddSeconds(61)));
        Assert.Equal(s_at.AddSeconds(200), lengths.NextStart(s_at.AddSeconds(190)));
        Assert.Equal(s_at.AddSeconds(200), lengths.NextStart(s_at.AddSeconds(200)));
        Assert.Equal(s_at.AddSeconds(210), lengths.NextStart(s_at.AddSeconds(201)));
    }

    [Fact]
    public void Of_CondensedRuns_KeepTheirLengths()
    {
        // 900 days: rounds of 30 s, of 10 s and of a minute, with gaps, of which the first two have been condensed.
        var start = s_at.AddDays(-900);
        List<LedgerRun> runs = [];
        foreach (var (day, length) in new[] { (0, s_thirty), (200, s_ten), (450, s_minute) })
        {
            var day0 = start.AddDays(day);
            runs.AddRange([Run(day0, length, 1000), Run(day0 + (1000 * length), length, 5, RoundFate.Missing), Run(day0 + (1005 * length), length, 1000)]);
        }

        var condensed = LedgerCondenser.Condense(runs, 100, s_at);
        var again = LedgerCondenser.Condense(condensed, 100, s_at);

        Assert.Equal(3, condensed.Count);
        Assert.All(condensed, r => Assert.NotNull(r.Condensed));
        Assert.Same(condensed, again);
        Assert.Equal([start.AddDays(200), start.AddDays(450)], RoundLengths.Of(condensed, s_minute).Changes);
        Assert.Equal(Book.Words(Book.Counts(runs)), Book.Words(Book.Counts(condensed)));
        Assert.Single(LedgerCondenser.Condense(condensed, 1, s_at));   // no room: whatever their length
    }

    [Fact]
    public void Within_AnyBooks_CoversEveryMomentOnceWithTheLengthOfItsRound() => Gen.Select(Gen.Int[0, 3], Gen.Int[1, 50], Gen.Int[0, 9]).Array[1, 40].Sample(parts =>
    {
        int[] seconds = [7, 10, 30, 60];
        var (runs, at) = (new List<LedgerRun>(), s_at);
        foreach (var (kind, rounds, hole) in parts)
        {
            var run = Run(Spans.Ceiling(at.AddSeconds(hole * 5), TimeSpan.FromSeconds(seconds[kind])), TimeSpan.FromSeconds(seconds[kind]), rounds);
            runs.Add(run);
            at = run.To;
        }

        var lengths = RoundLengths.Of(runs, s_ten);
        var eras = lengths.Within(s_at.AddHours(-1), at.AddHours(1)).ToList();

        Assert.Equal((s_at.AddHours(-1), at.AddHours(1)), (eras[0].From, eras[^1].To));
        Assert.Equal(eras.SkipLast(1).Select(e => e.To), eras.Skip(1).Select(e => e.From));
        Assert.All(eras, e => Assert.True(e.From < e.To));
        Assert.All(runs, r => Assert.Equal((r.Interval, r.Interval), (lengths.At(r.From), lengths.At(r.To.AddTicks(-1)))));
        Assert.Equal(s_ten, lengths.At(at.AddMinutes(1)));
    });

    [Fact]
    public void Lengths_FollowTheBooks_FromTheSavedOnesToTheFirstRoundOfAnotherLength()
    {
        var ledger = new RoundLedger(new FakeTimeProvider(s_at.AddHours(2)));
        var eras = new RoundEras(ledger, new DeviceCatalog(), new ProbePolicy(s_ten, ProbeSettings.Standard, []));
        Assert.Empty(eras.Lengths.Changes);
        Assert.Same(eras.Lengths, eras.Lengths);

        ledger.Restore([Run(s_at, s_thirty, 120)]);
        Assert.Equal([s_at.AddHours(1)], eras.Lengths.Changes);

        // Nobody ran for half an hour; the books tell that time in rounds of today, which says nothing of how long they were.
        ledger.Begun(new RoundPlan((s_at.AddMinutes(90) - DateTimeOffset.UnixEpoch).Ticks / s_ten.Ticks, s_ten, 5, Catalog.Empty));
        Assert.Equal([s_at.AddMinutes(90)], eras.Lengths.Changes);

        // The spool has found older rounds, of a third length.
        ledger.Spooled(s_at.AddHours(-1), s_minute, 1);
        Assert.Equal([s_at, s_at.AddMinutes(90)], eras.Lengths.Changes);
    }

    [Theory]
    [InlineData(null, 30, 30)]     // none of its own: every round, however long
    [InlineData(60, 30, 60)]
    [InlineData(60, 7, 7)]         // no multiple: not obeyed then
    [InlineData(60, 120, 120)]     // rounds were longer than it
    [InlineData(60, 10, 60)]
    public void IntervalOf_InAnotherTime_IsItsOwnWhereItWasObeyed(int? own, int round, int expected)
    {
        var device = Rounds.Device(1) with { Probe = own is { } seconds ? new ProbeOverrides { Interval = TimeSpan.FromSeconds(seconds) } : null };

        Assert.Equal(TimeSpan.FromSeconds(expected), new ProbePolicy(s_ten, ProbeSettings.Standard, []).IntervalOf(device, TimeSpan.FromSeconds(round)));
    }

    private static LedgerRun Run(DateTimeOffset from, TimeSpan length, long rounds, RoundFate fate = RoundFate.ReadBack)
        => new(from, length, rounds, fate, fate == RoundFate.Missing ? GapReason.Blind : GapReason.None);
}
