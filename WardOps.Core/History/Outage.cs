namespace WardOps.Core.History;

/// <summary>A stretch of rounds without a reply, to the round.</summary>
/// <param name="From">Start of the first such round.</param>
/// <param name="To">Start of the first round with a reply after it; null while it lasts.</param>
public sealed record Outage(DateTimeOffset From, DateTimeOffset? To);
