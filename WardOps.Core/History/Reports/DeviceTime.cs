namespace WardOps.Core.History.Reports;

/// <summary>How long a device was up, and how long anything was known of it, in seconds.</summary>
/// <param name="DeviceId">Whose.</param>
/// <param name="UpSeconds">At most <paramref name="KnownSeconds"/>.</param>
/// <param name="KnownSeconds">Up and down together.</param>
public readonly record struct DeviceTime(Guid DeviceId, double UpSeconds, double KnownSeconds);
