namespace WardOps.Core.History.Reports;

/// <summary>All devices over one range, before they are grouped.</summary>
/// <param name="From">Begin, at the start of a round.</param>
/// <param name="To">End, exclusive, at the start of a round.</param>
/// <param name="Devices">Every enabled device, and every disabled one with history in the range.</param>
/// <param name="RemovedDevices">Devices with history in the range that exist no more. They have no name, so they are in no row and in no total.</param>
public sealed record FleetReport(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<DeviceReport> Devices, int RemovedDevices)
{
    /// <summary>Whether time in maintenance was left out.</summary>
    public bool LeavesOutMaintenance { get; init; }
}
