namespace WardOps.Core.History.Reports;

/// <summary>Rounds in which the same devices were in maintenance.</summary>
/// <param name="From">Start of the first of them.</param>
/// <param name="To">End of the last, exclusive.</param>
/// <param name="Devices">Who was.</param>
internal sealed record MaintenanceStretch(DateTimeOffset From, DateTimeOffset To, IReadOnlySet<Guid> Devices);
