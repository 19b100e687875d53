using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Maintenance;

/// <summary>What a mute is called, and whom it is for. Pure.</summary>
public static class Mutes
{
    /// <param name="device">The device on whose page somebody mutes.</param>
    /// <param name="isBranch">All devices of its branch, not it alone.</param>
    public static (string Name, DeviceScope Scope) Of(WatchedDevice device, bool isBranch)
    {
        var name = isBranch ? $"Mute of branch {device.Branch}" : $"Mute of {device.Name}";
        return (name.Length > MaintenanceRules.LongestName ? name[..MaintenanceRules.LongestName].TrimEnd() : name,
            isBranch ? DeviceScope.Of(ScopeKind.Branch, device.BranchId.ToString()) : DeviceScope.Of(ScopeKind.Device, device.Id.ToString()));
    }
}
