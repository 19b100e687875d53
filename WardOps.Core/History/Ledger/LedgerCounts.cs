namespace WardOps.Core.History.Ledger;

/// <summary>How many rounds came how far, and how many are missing for which reason. Not thread-safe.</summary>
public sealed class LedgerCounts
{
    private static readonly RoundFate[] s_fates = Enum.GetValues<RoundFate>();
    private static readonly GapReason[] s_reasons = Enum.GetValues<GapReason>();

    private readonly long[] _fates = new long[s_fates.Length];
    private readonly long[] _reasons = new long[s_reasons.Length];

    /// <summary>All of them.</summary>
    public long Rounds => _fates.Sum();

    /// <summary>Rounds of one fate.</summary>
    public long this[RoundFate fate] => _fates[(int)fate];

    /// <summary>Rounds missing for one reason.</summary>
    public long this[GapReason reason] => _reasons[(int)reason];

    /// <summary>Begun or on disk here, and not yet acknowledged.</summary>
    public long Waiting => this[RoundFate.Issued] + this[RoundFate.Spooled];

    /// <summary>The reasons that there are, most rounds first.</summary>
    public IEnumerable<GapReason> Reasons => s_reasons.Where(r => this[r] > 0).OrderByDescending(r => this[r]).ThenBy(r => r);

    internal void Add(RoundFate fate, GapReason reason, long rounds)
    {
        _fates[(int)fate] += rounds;
        if (fate == RoundFate.Missing)
        {
            _reasons[(int)reason] += rounds;
        }
    }

    internal void Add(LedgerCounts more)
    {
        foreach (var fate in s_fates)
        {
            _fates[(int)fate] += more[fate];
        }

        foreach (var reason in s_reasons)
        {
            _reasons[(int)reason] += more[reason];
        }
    }

    /// <summary>All rounds of a run, whole.</summary>
    internal void Add(LedgerRun run)
    {
        if (run.Condensed is { } counts)
        {
            Add(counts);
        }
        else
        {
            Add(run.Fate, run.Reason, run.Rounds);
        }
    }

    /// <summary>
    /// The same with one round moved to another fate, out of the lowest that may take that step; null if none may. Which round is which is not known here, so
    /// none that is missing is healed: it might be another one.
    /// </summary>
    internal LedgerCounts? Moved(RoundFate fate, GapReason reason)
    {
        foreach (var was in s_fates)
        {
            if (was != RoundFate.Missing && this[was] > 0 && LedgerRules.MayBecome(was, GapReason.None, fate, reason))
            {
                var moved = new LedgerCounts();
                moved.Add(this);
                moved.Add(was, GapReason.None, -1);
                moved.Add(fate, reason, 1);
                return moved;
            }
        }

        return null;
    }
}
