namespace WardOps.Core.Devices;

/// <summary>A row of <c>device_parents</c>: one of the devices through which a device is reached.</summary>
public sealed class DeviceParent
{
    public Guid DeviceId { get; set; }

    public Guid ParentId { get; set; }
}
