namespace WardOps.Core.Calendar;

/// <summary>One time that a plan takes place.</summary>
/// <param name="From">Its first instant, UTC.</param>
/// <param name="To">The first instant after it, UTC; always later.</param>
public readonly record struct Occurrence(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    public bool Contains(DateTimeOffset at) => From <= at && at < To;
}
