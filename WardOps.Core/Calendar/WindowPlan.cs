namespace WardOps.Core.Calendar;

/// <summary>When something takes place: once, or again and again. Immutable and pure: the same questions have the same answers for as long as the zones keep their rules.</summary>
public abstract record WindowPlan
{
    // The last day on which it can begin or end: what is farther away is a slip of the pen, and would count days for a long while.
    internal const int FirstYear = 2000;
    internal const int LastYear = 2100;

    // Two occurrences of a plan that has not ended are never farther apart: a month and a day of daylight saving.
    private static readonly TimeSpan s_farthest = TimeSpan.FromDays(40);

    /// <summary>Those that share an instant with [from, to), in order of their beginning. Some may overlap.</summary>
    public abstract IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to);

    /// <summary>All that is wrong with it, in words; empty if nothing is.</summary>
    public abstract IReadOnlyList<string> Faults();

    /// <summary>The next instant worth looking from: that time itself, or the first at which it can take place at all.</summary>
    protected abstract DateTimeOffset Earliest(DateTimeOffset after);

    public bool IsActive(DateTimeOffset at) => Between(at, at.AddTicks(1)).Any();

    /// <summary>
    /// The first instant after a time at which it begins (if it does not take place then) or ends (if it does; where one ends and the next one begins it
    /// goes on). Null if nothing changes any more. One that goes on for more than a month is told to change then: asking again does no harm.
    /// </summary>
    public DateTimeOffset? NextChange(DateTimeOffset at)
    {
        DateTimeOffset? end = null;
        foreach (var next in Between(at, Earliest(at) + s_farthest))
        {
            if (next.From > (end ?? at))
            {
                return end ?? next.From;
            }

            end = end is { } until && until > next.To ? until : next.To;
        }

        return end;
    }
}
