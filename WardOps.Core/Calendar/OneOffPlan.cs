namespace WardOps.Core.Calendar;

/// <summary>Once, from one instant to another.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
public sealed record OneOffPlan(DateTimeOffset From, DateTimeOffset To) : WindowPlan
{
    /// <summary>Longer ones have been forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public override IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to)
        => From < To && From < to && To > from && from < to ? [new Occurrence(From.ToUniversalTime(), To.ToUniversalTime())] : [];

    public override IReadOnlyList<string> Faults()
        => From.Year is < FirstYear or > LastYear || To.Year is < FirstYear or > LastYear ? [$"It must lie between the years {FirstYear} and {LastYear}."]
            : To <= From ? ["It must end after it begins."]
            : To - From > Longest ? [$"It lasts {(To - From).TotalDays:0} days; {Longest.TotalDays:0} are the most. Who is away for longer should be disabled."]
            : [];

    protected override DateTimeOffset Earliest(DateTimeOffset after) => From > after ? From : after;
}
