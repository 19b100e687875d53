namespace WardOps.Core.History.Sums;

/// <summary>Uptime of groups of devices by hours or days.</summary>
/// <param name="Rows">By region, then by name.</param>
/// <param name="Columns">Starts of the columns, oldest first, and the end of the last.</param>
/// <param name="Step">Length of a column; of a day 24 hours, though a clock set forward or back makes one an hour shorter or longer.</param>
/// <param name="AsOf">Up to when the newest column is known.</param>
public sealed record UptimeMap(IReadOnlyList<UptimeRow> Rows, IReadOnlyList<DateTimeOffset> Columns, TimeSpan Step, DateTimeOffset AsOf);
