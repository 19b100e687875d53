using CsCheck;
using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Ledger;

public sealed class LedgerCondenserTests
{
    private static readonly DateTimeOffset s_now = Book.At(8640 * 30);

    private static readonly (RoundFate Fate, GapReason Reason)[] s_kinds =
    [
        (RoundFate.ReadBack, GapReason.None), (RoundFate.Missing, GapReason.Blind), (RoundFate.Acknowledged, GapReason.None), (RoundFate.Missing, GapReason.NotRunning),
    ];

    [Fact]
    public void Few_runs_are_left_as_they_are()
    {
        LedgerRun[] runs = [Book.Run(0, 10, RoundFate.ReadBack), Book.Run(10, 1, RoundFate.Missing, GapReason.Blind), Book.Run(11, 5, RoundFate.ReadBack)];

        Assert.Same(runs, LedgerCondenser.Condense(runs, 100, s_now));
    }

    [Fact]
    public void Too_many_runs_are_condensed_by_the_hour_from_the_oldest_and_the_newest_stay()
    {
        // Every second round blind, for five hours: 1,800 runs.
        var runs = Enumerable.Range(0, 1800).Select(i => Book.Run(i, 1, i % 2 == 0 ? RoundFate.ReadBack : RoundFate.Missing, i % 2 == 0 ? GapReason.None : GapReason.Blind)).ToArray();

        var condensed = LedgerCondenser.Condense(runs, 1000, s_now);

        Assert.InRange(condensed.Count, 1, 750);
        Assert.Equal(runs[^200..], condensed.Skip(condensed.Count - 200));
        Assert.Equal("(ReadBack 180 Missing 180 Blind 180)", Book.Words(condensed.Take(1)));
        Assert.Equal((Book.At(0), Book.At(360)), (condensed[0].From, condensed[0].To));
        Assert.Equal(Book.Words(Book.Counts(runs)), Book.Words(Book.Counts(condensed)));
    }

    [Fact]
    public void Samples_are_forgotten_before_anything_else()
    {
        var runs = Enumerable.Range(0, 1200).Select(i => Book.Run(i, 1, RoundFate.Acknowledged, samples: 800 + (i % 2))).ToArray();

        var condensed = LedgerCondenser.Condense(runs, 1000, s_now);

        Assert.Equal("825 Acknowledged", Book.Words(condensed.Take(1)));
        Assert.Equal(375, condensed.Count(r => r.Samples > 0));
        Assert.DoesNotContain(condensed, r => r.Condensed is not null);
    }

    [Fact]
    public void What_ended_400_days_ago_is_one_run()
    {
        LedgerRun[] runs = [Book.Run(0, 10, RoundFate.ReadBack), Book.Run(10, 1, RoundFate.Missing, GapReason.Blind), Book.Run(11, 8640 * 450, RoundFate.ReadBack)];

        var condensed = LedgerCondenser.Condense(runs, 100, Book.At(8640 * 440));

        Assert.Equal($"(ReadBack 10 Missing 1 Blind 1), {8640 * 450} ReadBack", Book.Words(condensed));
    }

    [Fact]
    public void Any_runs_condense_to_fewer_with_the_same_numbers_and_read_back_from_text() => Gen.Select(Gen.Int[0, 3], Gen.Int[1, 400]).Array[2, 400].Sample(parts =>
    {
        var runs = new LedgerRuns();
        var at = 0L;
        foreach (var (kind, rounds) in parts)
        {
            runs.SetAll(Book.Run(at, rounds, s_kinds[kind].Fate, s_kinds[kind].Reason));
            at += rounds;
        }

        var condensed = LedgerCondenser.Condense(runs.All, 50, s_now);
        var again = LedgerCondenser.Condense(condensed, 20, s_now);

        Assert.InRange(condensed.Count, 1, 50);
        Assert.InRange(again.Count, 1, 20);
        Book.IsSound(again);
        Assert.Equal(Book.Words(Book.Counts(runs.All)), Book.Words(Book.Counts(again)));
        Assert.Equal((runs.First, runs.End), (again[0].From, again[^1].To));
        Assert.True(LedgerText.TryRead(LedgerText.Of(again, s_now), out var read, out _));
        Assert.Equal(Book.Words(again), Book.Words(read));
    });

    [Fact]
    public void News_of_a_condensed_round_move_one_of_its_stretch()
    {
        var runs = new LedgerRuns();
        var counts = new LedgerCounts();
        counts.Add(RoundFate.Spooled, GapReason.None, 2);
        counts.Add(RoundFate.ReadBack, GapReason.None, 100);
        runs.Replace([LedgerCondenser.Of(Book.At(0), Book.At(102), Book.Ten, counts)]);

        Assert.True(runs.Set(Book.Run(7, 1, RoundFate.Acknowledged)));
        Assert.True(runs.Set(Book.Run(8, 1, RoundFate.Missing, GapReason.SpoolFull)));
        Assert.False(runs.Set(Book.Run(9, 1, RoundFate.Spooled)));

        Assert.Equal("(Acknowledged 1 ReadBack 100 Missing 1 SpoolFull 1)", Book.Words(runs.All));
    }

    [Fact]
    public void A_ledger_that_flaps_for_days_stays_bounded_and_keeps_its_numbers()
    {
        var ledger = new RoundLedger(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(s_now));
        for (var i = 0; i < 30_000; i++)
        {
            if (i % 2 == 0)
            {
                ledger.Acknowledged(Book.At(i), Book.Ten, 10, 10);
                ledger.ReadBack(Book.At(i), Book.Ten);
            }
            else
            {
                ledger.Missing(Book.At(i), Book.Ten, GapReason.Blind);
            }
        }

        var summary = ledger.Summary(Book.At(0), Book.At(30_000));
        Assert.InRange(ledger.Snapshot().Runs.Count, 1, LedgerRuns.Most);
        Assert.Equal("ReadBack 15000 Missing 15000 Blind 15000", Book.Words(summary.Counts));
        Assert.Equal(15_000, summary.Gaps.Sum(g => g.Rounds));
        Assert.Contains("condensed", summary.Gaps[^1].Explanation, StringComparison.Ordinal);
    }
}
