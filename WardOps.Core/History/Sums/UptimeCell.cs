namespace WardOps.Core.History.Sums;

/// <summary>All devices of a group together in one column of a heat map.</summary>
/// <param name="From">Start of the column.</param>
/// <param name="Uptime">Seconds of all of them; of a column under way, those until now.</param>
public readonly record struct UptimeCell(DateTimeOffset From, Uptime Uptime);
