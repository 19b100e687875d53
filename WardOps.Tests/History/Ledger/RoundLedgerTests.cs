using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;
using WardOps.Core.Probing;
using WardOps.Tests.Probing;

namespace WardOps.Tests.History.Ledger;

public sealed class RoundLedgerTests
{
    private readonly FakeTimeProvider _time = new(Book.Start);
    private readonly RoundLedger _ledger;

    public RoundLedgerTests() => _ledger = new RoundLedger(_time);

    [Fact]
    public void A_round_goes_its_way_to_the_store_and_back()
    {
        _ledger.Begun(Plan(0));
        Assert.Equal("1 Issued", Words());
        _ledger.Spooled(Book.At(0), Book.Ten, 12, 3);
        Assert.Equal("1 Spooled", Words());
        _ledger.Acknowledged(Book.At(0), Book.Ten, 12, 3);
        Assert.Equal("1 Acknowledged", Words());
        Assert.Equal(3, _ledger.Snapshot().Runs[0].Samples);
        _ledger.ReadBack(Book.At(0), Book.Ten);
        Assert.Equal("1 ReadBack", Words());
        Assert.Equal(0, _ledger.Snapshot().Runs[0].Samples);
    }

    [Fact]
    public void Samples_are_those_that_the_round_was_expected_to_have_where_nobody_says_more()
    {
        _ledger.Begun(Plan(0));
        _ledger.Expect(Book.At(0), 877);
        _ledger.Spooled(Book.At(0), Book.Ten, 3000);
        _ledger.Acknowledged(Book.At(0), Book.Ten, 3000);

        Assert.Equal(877, _ledger.Snapshot().Runs[0].Samples);
    }

    [Fact]
    public void Rounds_between_two_that_began_are_skipped_as_the_clock_says_and_overrun_beyond_that()
    {
        _ledger.Begun(Plan(0));
        _ledger.Begun(Plan(4, skipped: 3));
        _ledger.Begun(Plan(9, skipped: 1));

        Assert.Equal("1 Issued, 3 Skipped, 1 Issued, 3 Overrun, 1 Skipped, 1 Issued", Words());
    }

    [Fact]
    public void A_round_that_neither_closes_nor_gets_a_reason_is_overrun_after_three_intervals_and_ten_seconds()
    {
        _ledger.Begun(Plan(0));
        _time.Advance(Book.Ten);
        _ledger.Begun(Plan(1));
        _ledger.Closed(Book.At(1));   // the store takes its time with this one
        _time.Advance(TimeSpan.FromSeconds(29));
        _ledger.Begun(Plan(2));
        _ledger.Check(mayEnd: false);
        Assert.Equal("3 Issued", Words());

        _time.Advance(TimeSpan.FromSeconds(2));
        _ledger.Check(mayEnd: false);
        Assert.Equal("1 Overrun, 2 Issued", Words());

        _ledger.Spooled(Book.At(0), Book.Ten, 1);   // the machine was slow, and nothing worse
        Assert.Equal("1 Spooled, 2 Issued", Words());
    }

    [Fact]
    public void A_clock_that_is_set_makes_no_round_overrun()
    {
        var clocks = new TwoClocks(Book.Start);
        var ledger = new RoundLedger(clocks);
        ledger.Begun(Plan(0));
        clocks.StepWall(TimeSpan.FromHours(3));
        ledger.Check(mayEnd: false);
        clocks.StepWall(TimeSpan.FromHours(-6));
        ledger.Check(mayEnd: false);

        Assert.Equal("1 Issued", Book.Words(ledger.Snapshot().Runs));
    }

    [Fact]
    public void Rounds_that_should_have_begun_are_missing_when_none_begins_any_more_but_not_while_WardOps_ends()
    {
        _ledger.Begun(Plan(0));
        _ledger.Spooled(Book.At(0), Book.Ten, 1);
        _time.Advance(TimeSpan.FromSeconds(75));
        _ledger.Check(mayEnd: true);
        Assert.Equal("1 Spooled", Words());

        _ledger.Check(mayEnd: false);
        Assert.Equal("1 Spooled, 6 Skipped", Words());

        _ledger.Begun(Plan(3));   // the tick that said so was late
        Assert.Equal("1 Spooled, 2 Skipped, 1 Issued, 3 Skipped", Words());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_restart_the_order_of_the_saved_books_the_spool_and_the_first_round_does_not_matter(bool spoolFirst)
    {
        // Saved: round 4 was under way. Killed later: 5 was spooled and 6 began, which nobody saved.
        LedgerRun[] saved = [Book.Run(0, 3, RoundFate.ReadBack), Book.Run(3, 1, RoundFate.Acknowledged, samples: 7), Book.Run(4, 1, RoundFate.Issued)];
        _time.SetUtcNow(Book.At(10));
        Action[] news =
        [
            () => _ledger.Restore(saved),
            () => _ledger.Spooled(Book.At(5), Book.Ten, 30, 8),
            () => _ledger.Spooled(Book.At(3), Book.Ten, 30, 7),
            () => _ledger.Begun(Plan(10)),
        ];
        foreach (var order in spoolFirst ? new[] { 3, 2, 1, 0 } : [0, 3, 1, 2])
        {
            news[order]();
        }

        Assert.Equal("3 ReadBack, 1 Acknowledged, 1 CutShort, 1 Spooled, 4 NotRunning, 1 Issued", Words());
        Assert.Equal([0, 7, 0, 8, 0, 0], _ledger.Snapshot().Runs.Select(r => r.Samples));
    }

    [Fact]
    public void A_cut_short_round_that_the_spool_finds_was_not_cut_short()
    {
        _ledger.Restore([Book.Run(0, 1, RoundFate.Issued)]);
        _ledger.Spooled(Book.At(0), Book.Ten, 30, 8);

        Assert.Equal("1 Spooled", Words());
    }

    [Fact]
    public void After_a_restart_with_shorter_rounds_the_time_between_is_told_in_rounds_of_now()
    {
        _ledger.Restore([Book.Run(0, 3, RoundFate.ReadBack)]);
        _ledger.Begun(new RoundPlan(RoundNumber(Book.Start.AddSeconds(33), Book.One), Book.One, 5, Catalog.Empty));
        Assert.Equal("3 ReadBack, 3 NotRunning, 1 Issued", Words());

        var longer = new RoundLedger(_time);
        longer.Restore(_ledger.Snapshot().Runs);
        longer.Begun(Plan(5));
        Assert.Equal("3 ReadBack, 3 NotRunning, 1 CutShort, 1 NotRunning, 1 Issued", Book.Words(longer.Snapshot().Runs));
    }

    [Fact]
    public void Rounds_older_than_the_books_are_joined_to_them()
    {
        _ledger.Begun(Plan(10));
        _ledger.Spooled(Book.At(2), Book.Ten, 1);

        Assert.Equal("1 Spooled, 7 NotRunning, 1 Issued", Words());
    }

    [Fact]
    public void A_clock_set_back_over_a_restart_begins_rounds_again_and_what_was_written_stays_written()
    {
        _ledger.Restore([Book.Run(0, 5, RoundFate.ReadBack), Book.Run(5, 5, RoundFate.Missing, GapReason.NotRunning), Book.Run(10, 5, RoundFate.ReadBack)]);
        for (var i = 3; i < 12; i++)
        {
            _ledger.Begun(Plan(i));
            _ledger.Missing(Book.At(i), Book.Ten, GapReason.ClockSetBack);   // as the spool does, which keeps the first of two
        }

        Assert.Equal("5 ReadBack, 5 ClockSetBack, 5 ReadBack", Words());
        _time.Advance(TimeSpan.FromHours(1));
        _ledger.Check(mayEnd: true);
        Assert.Equal("5 ReadBack, 5 ClockSetBack, 5 ReadBack", Words());
    }

    [Fact]
    public void A_clock_that_stood_a_year_ahead_leaves_no_rounds_skipped_in_a_time_that_has_not_come()
    {
        const int Year = 3_153_600;
        _ledger.Begun(Plan(0));
        _ledger.Begun(Plan(Year) with { SkippedBefore = Year - 1 });
        Assert.Equal($"1 Issued, {Year - 1} Skipped, 1 Issued", Words());
        _ledger.Begun(Plan(3) with { SkippedBefore = 0 });

        Assert.Equal("1 Issued, 2 Skipped, 1 Issued, 1 Issued", Words());
    }

    [Fact]
    public void Summary_counts_what_was_due_within_the_range_and_has_begun()
    {
        _time.SetUtcNow(Book.At(12));
        _ledger.Restore(
        [
            Book.Run(0, 2, RoundFate.Missing, GapReason.NothingKnown), Book.Run(2, 4, RoundFate.ReadBack), Book.Run(6, 2, RoundFate.Missing, GapReason.Blind),
            Book.Run(8, 1, RoundFate.Missing, GapReason.NotRunning), Book.Run(9, 1, RoundFate.Acknowledged), Book.Run(10, 1, RoundFate.Spooled), Book.Run(11, 30, RoundFate.Missing, GapReason.Skipped),
        ]);

        var all = _ledger.Summary(Book.Start - TimeSpan.FromDays(30), Book.Start.AddDays(1));
        var part = _ledger.Summary(Book.At(5).AddSeconds(3), Book.At(7).AddSeconds(1));

        Assert.Equal("Spooled 1 Acknowledged 1 ReadBack 4 Missing 4 NotRunning 1 Blind 2 Skipped 1", Book.Words(all.Counts));
        Assert.Equal((Book.At(2), Book.At(12)), (all.From, all.To));   // before the first device there was nothing to remember
        Assert.Equal([GapReason.Skipped, GapReason.NotRunning, GapReason.Blind], all.Gaps.Select(g => g.Reason));
        Assert.Equal("Missing 2 Blind 2", Book.Words(part.Counts));
        Assert.Equal(new LedgerGap(Book.At(6), Book.At(8), 2, GapReason.Blind), Assert.Single(part.Gaps));
    }

    [Fact]
    public void Summary_that_begins_inside_a_condensed_run_begins_with_it_and_leaves_out_nothing_missing()
    {
        var counts = Book.Counts([Book.Run(0, 300, RoundFate.ReadBack), Book.Run(300, 60, RoundFate.Missing, GapReason.Blind)]);
        _ledger.Restore([LedgerCondenser.Of(Book.At(0), Book.At(360), Book.Ten, counts), Book.Run(360, 40, RoundFate.ReadBack)]);
        _time.SetUtcNow(Book.At(400));

        var part = _ledger.Summary(Book.At(200), Book.At(400));

        Assert.Equal((Book.At(0), Book.At(400)), (part.From, part.To));
        Assert.Equal("ReadBack 340 Missing 60 Blind 60", Book.Words(part.Counts));
        Assert.Single(part.Gaps);
        Assert.Equal(2, _ledger.Runs(Book.At(200), Book.At(380)).Count);   // nobody takes the time for known
        Assert.Equal(
            [RoundFate.Missing, RoundFate.Missing, RoundFate.ReadBack],
            LedgerCell.Of(part.Runs, Book.At(240), Book.At(420), TimeSpan.FromMinutes(10)).Select(c => c.Worst));
    }

    [Fact]
    public void Summary_before_the_first_round_is_empty()
    {
        var nothing = _ledger.Summary(Book.Start - TimeSpan.FromDays(30), Book.Start);

        Assert.Equal((0, 0), (nothing.Counts.Rounds, nothing.Gaps.Count));
    }

    [Fact]
    public void Cells_are_as_bad_as_their_worst_round()
    {
        LedgerRun[] runs = [Book.Run(6, 6, RoundFate.ReadBack), Book.Run(12, 1, RoundFate.Missing, GapReason.Blind), Book.Run(13, 11, RoundFate.ReadBack), Book.Run(24, 3, RoundFate.Acknowledged), Book.Run(27, 1, RoundFate.Issued)];

        var cells = LedgerCell.Of(runs, Book.At(0), Book.At(33), TimeSpan.FromMinutes(1));

        Assert.Equal([null, RoundFate.ReadBack, RoundFate.Missing, RoundFate.ReadBack, RoundFate.Spooled, null], cells.Select(c => c.Worst));
        Assert.Equal(22, cells.Sum(c => c.Counts.Rounds));
        Assert.Equal(Book.At(33), cells[^1].To);
    }

    [Fact]
    public void What_was_sent_is_told_once()
    {
        _ledger.Acknowledged(Book.At(5), Book.Ten, 30);
        _ledger.Acknowledged(Book.At(3), Book.Ten, 12);

        Assert.Equal(new SentRounds(Book.At(3), Book.At(5), 2, 42), _ledger.TakeSent());
        Assert.Equal(SentRounds.None, _ledger.TakeSent());
    }

    /// <summary>Begin, spool, acknowledge, read back, lose or kill, in any order: the books agree with a dictionary of rounds that is told the same.</summary>
    [Fact]
    public void Any_life_with_any_restarts_leaves_what_a_dictionary_of_rounds_has() => Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[1, 14]).Array[1, 80].Sample(steps =>
    {
        var ledger = new RoundLedger(_time);
        var model = new ModelLedger();
        var next = 0;
        foreach (var (what, back, reason) in steps)
        {
            var round = Math.Max(0, next - 1 - back);
            switch (what)
            {
                case 0 or 1:
                    next += back / 3;   // sometimes the clock leaves rounds out
                    ledger.Begun(Plan(next, skipped: back / 3));
                    model.Begun(next++);
                    break;
                case 2:
                    ledger.Spooled(Book.At(round), Book.Ten, 1, 1);
                    model.Set(round, RoundFate.Spooled, GapReason.None);
                    break;
                case 3:
                    ledger.Acknowledged(Book.At(round), Book.Ten, 1, 1);
                    model.Set(round, RoundFate.Acknowledged, GapReason.None);
                    break;
                case 4:
                    ledger.ReadBack(Book.At(round), Book.Ten);
                    model.Set(round, RoundFate.ReadBack, GapReason.None);
                    break;
                case 5:
                    ledger.Missing(Book.At(round), Book.Ten, (GapReason)reason);
                    model.Set(round, RoundFate.Missing, (GapReason)reason);
                    break;
                default:
                    Assert.True(LedgerText.TryRead(LedgerText.Of(ledger.Snapshot().Runs, Book.Start), out var saved, out _));
                    ledger = new RoundLedger(_time);
                    ledger.Restore(saved);
                    model.Restart();
                    next += back;
                    break;
            }

            Book.IsSound(ledger.Snapshot().Runs);
            Assert.Equal(model.Rounds, Book.Rounds(ledger.Snapshot().Runs).OrderBy(r => r.Key).Select(r => (r.Key, r.Value.Fate, r.Value.Reason)));
        }
    });

    private string Words() => Book.Words(_ledger.Snapshot().Runs);

    private static long RoundNumber(DateTimeOffset at, TimeSpan interval) => (at - DateTimeOffset.UnixEpoch).Ticks / interval.Ticks;

    private static RoundPlan Plan(long round, long skipped = 0) => new(RoundNumber(Book.At(round), Book.Ten), Book.Ten, 5, Catalog.Empty) { SkippedBefore = skipped };
}
