namespace WardOps.Core.Status;

/// <summary>A row of <c>device_states</c>. EF knows it for the migrations only; it is read and written by hand-written SQL.</summary>
internal sealed class DeviceStateRow
{
    public Guid DeviceId { get; set; }

    public required string Status { get; set; }

    public int Flags { get; set; }

    public DateTimeOffset? Since { get; set; }

    public DateTimeOffset? DownSince { get; set; }

    public DateTimeOffset? LastPingAt { get; set; }

    public long Version { get; set; }
}
