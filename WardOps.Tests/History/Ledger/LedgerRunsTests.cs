using CsCheck;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Ledger;

public sealed class LedgerRunsTests
{
    private const int Span = 60;

    private static readonly (RoundFate Fate, GapReason Reason)[] s_fates =
    [
        (RoundFate.Issued, GapReason.None), (RoundFate.Spooled, GapReason.None), (RoundFate.Acknowledged, GapReason.None), (RoundFate.ReadBack, GapReason.None),
        .. Enum.GetValues<GapReason>().Where(r => r != GapReason.None).Select(r => (RoundFate.Missing, r)),
    ];

    // Long stretches of one fate, as in life, between single rounds: what is booked, from which round, how many, and with how many samples.
    private static readonly Gen<(int What, int First, int Rounds, int Samples)> s_step
        = Gen.Select(Gen.Int[0, s_fates.Length + 1], Gen.Int[0, Span - 1], Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[1, 20])), Gen.Int[0, 2]);

    [Fact]
    public void Any_news_in_any_order_leave_what_a_dictionary_of_rounds_has() => s_step.Array[0, 120].Sample(steps =>
    {
        var runs = new LedgerRuns();
        var model = new SortedDictionary<DateTimeOffset, (RoundFate Fate, GapReason Reason, int Samples)>();
        foreach (var (what, first, rounds, samples) in steps)
        {
            if (what == s_fates.Length)
            {
                runs.FillHoles(Book.At(first), Book.At(first + rounds), Book.Ten, RoundFate.Missing, GapReason.NotRunning);
                ModelFill(model, first, rounds);
            }
            else if (what > s_fates.Length)
            {
                Assert.True(LedgerText.TryRead(LedgerText.Of(runs.All, Book.Start), out var read, out _));
                Assert.Equal(runs.All, read);
                runs.Replace(read);
            }
            else
            {
                for (var i = first; i < first + rounds; i++)
                {
                    var (fate, reason) = s_fates[what];
                    Assert.Equal(ModelSet(model, i, fate, reason, samples), runs.Set(NewsOf(i, fate, reason, samples)));
                }
            }

            Book.IsSound(runs.All);
            Assert.Equal(model, Book.Rounds(runs.All).OrderBy(r => r.Key));
        }
    });

    [Fact]
    public void A_usual_month_is_a_handful_of_runs()
    {
        var runs = new LedgerRuns();
        for (var i = 0; i < 259_200; i++)
        {
            runs.Set(Book.Run(i, 1, RoundFate.Issued));
            runs.Set(Book.Run(i - 1, 1, RoundFate.Spooled, samples: 877));
            runs.Set(Book.Run(i - 2, 1, RoundFate.Acknowledged, samples: 877));
            runs.Set(Book.Run(i - 5, 1, i is 1005 or 1006 ? RoundFate.Missing : RoundFate.ReadBack, i is 1005 or 1006 ? GapReason.NotReadBack : GapReason.None));
        }

        Assert.Equal("1005 ReadBack, 2 NotReadBack, 258193 ReadBack, 3 Acknowledged, 1 Spooled, 1 Issued", Book.Words(runs.All));
    }

    [Fact]
    public void A_longer_round_replaces_the_shorter_missing_ones_of_its_time()
    {
        var runs = new LedgerRuns();
        runs.Replace([new LedgerRun(Book.Start, Book.One, 60, RoundFate.Missing, GapReason.NotRunning)]);

        Assert.True(runs.Set(Book.Run(1, 1, RoundFate.Spooled)));
        Assert.True(runs.Set(new LedgerRun(Book.Start.AddSeconds(57), Book.Ten, 1, RoundFate.Spooled)));

        Assert.Equal("10 NotRunning, 1 Spooled, 37 NotRunning, 1 Spooled", Book.Words(runs.All));
        Book.IsSound(runs.All);
    }

    [Fact]
    public void A_shorter_round_within_a_longer_missing_one_leaves_the_rest_of_it_in_its_own_length()
    {
        var runs = new LedgerRuns();
        runs.Replace([Book.Run(0, 3, RoundFate.Missing, GapReason.NotRunning)]);

        Assert.True(runs.Set(new LedgerRun(Book.Start.AddSeconds(14), Book.One, 1, RoundFate.Spooled)));

        Assert.Equal("1 NotRunning, 4 NotRunning, 1 Spooled, 5 NotRunning, 1 NotRunning", Book.Words(runs.All));
        Assert.Equal(30, runs.All.Sum(r => (r.To - r.From).TotalSeconds));
        Book.IsSound(runs.All);
    }

    [Fact]
    public void A_round_of_another_length_does_not_displace_one_that_was_written()
    {
        var runs = new LedgerRuns();
        runs.Replace([Book.Run(0, 3, RoundFate.ReadBack)]);

        Assert.False(runs.Set(new LedgerRun(Book.Start.AddSeconds(14), Book.One, 1, RoundFate.Issued)));
        Assert.False(runs.Set(new LedgerRun(Book.Start.AddSeconds(-5), Book.Ten, 1, RoundFate.Missing, GapReason.Blind)));

        Assert.Equal("3 ReadBack", Book.Words(runs.All));
    }

    [Fact]
    public void Holes_are_filled_on_the_grid_and_nothing_else_is_touched()
    {
        var runs = new LedgerRuns();
        runs.Replace([Book.Run(2, 1, RoundFate.Spooled), Book.Run(5, 1, RoundFate.ReadBack)]);

        Assert.True(runs.FillHoles(Book.Start.AddSeconds(3), Book.At(8).AddSeconds(9), Book.Ten, RoundFate.Missing, GapReason.NotRunning));
        Assert.False(runs.FillHoles(Book.Start.AddSeconds(3), Book.At(8), Book.Ten, RoundFate.Missing, GapReason.Blind));

        Assert.Equal("1 NotRunning, 1 Spooled, 2 NotRunning, 1 ReadBack, 2 NotRunning", Book.Words(runs.All));
        Assert.Equal(Book.At(1), runs.First);
    }

    [Fact]
    public void Rounds_of_mixed_lengths_never_overlap_whatever_comes() => Gen.Select(Gen.Int[0, s_fates.Length - 1], Gen.Int[0, 200], Gen.Int[0, 3]).Array[0, 80].Sample(steps =>
    {
        var runs = new LedgerRuns();
        foreach (var (what, second, length) in steps)
        {
            var interval = TimeSpan.FromSeconds(length switch { 0 => 1, 1 => 10, 2 => 7, _ => 60 });
            var (fate, reason) = s_fates[what];
            var at = Spans.Floor(Book.Start.AddSeconds(second), interval);
            // A long round that was cut by shorter ones stays as short as they are.
            var cut = runs.Find(at) is { } was && was.HasRoundAt(at) && was.Interval < interval && was.Fate is not (RoundFate.Issued or RoundFate.Missing) ? was.Interval : interval;
            var isBooked = runs.Set(new LedgerRun(at, interval, 1, fate, reason));
            Book.IsSound(runs.All);
            if (isBooked)
            {
                Assert.Equal((fate, reason, cut), (runs.Find(at)!.Fate, runs.Find(at)!.Reason, runs.Find(at)!.Interval));
            }
        }
    });

    private static LedgerRun NewsOf(int round, RoundFate fate, GapReason reason, int samples)
        => Book.Run(round, 1, fate, reason, fate is RoundFate.Spooled or RoundFate.Acknowledged ? samples : 0);

    private static bool ModelSet(
        SortedDictionary<DateTimeOffset, (RoundFate Fate, GapReason Reason, int Samples)> model, int round, RoundFate fate, GapReason reason, int samples)
    {
        var isWritten = fate is RoundFate.Spooled or RoundFate.Acknowledged;
        if (!model.TryGetValue(Book.At(round), out var was))
        {
            model[Book.At(round)] = (fate, reason, isWritten ? samples : 0);
            return true;
        }

        if (!LedgerRules.MayBecome(was.Fate, was.Reason, fate, reason))
        {
            return false;
        }

        model[Book.At(round)] = (fate, reason, isWritten ? (samples == 0 ? was.Samples : samples) : reason == GapReason.NotReadBack ? was.Samples : 0);
        return true;
    }

    private static void ModelFill(SortedDictionary<DateTimeOffset, (RoundFate Fate, GapReason Reason, int Samples)> model, int first, int rounds)
    {
        for (var i = first; i < first + rounds; i++)
        {
            model.TryAdd(Book.At(i), (RoundFate.Missing, GapReason.NotRunning, 0));
        }
    }
}
