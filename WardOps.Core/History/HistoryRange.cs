namespace WardOps.Core.History;

/// <summary>A stretch of time and the step it is read at. Both ends are whole multiples of the step since the Unix epoch.</summary>
/// <param name="From">First step.</param>
/// <param name="To">End, exclusive.</param>
/// <param name="Step">Length of one point.</param>
public sealed record HistoryRange(DateTimeOffset From, DateTimeOffset To, TimeSpan Step)
{
    public int Points => (int)((To - From) / Step);

    public DateTimeOffset TimeOf(int point) => From + (point * Step);
}
