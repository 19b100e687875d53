namespace WardOps.Web.Api.Maintenance;

/// <summary>Maintenance windows.</summary>
/// <param name="Items">In the order in which they take place; past ones newest first.</param>
/// <param name="Total">How many there are; more than the items if only the newest of them are given.</param>
internal sealed record MaintenancePage(IReadOnlyList<MaintenanceItem> Items, int Total);
