namespace WardOps.Core.History.Victoria;

/// <summary>How long a device was down, in seconds.</summary>
public readonly record struct DeviceDown(Guid DeviceId, double DownSeconds);
