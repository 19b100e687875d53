namespace WardOps.Core.Devices;

/// <summary>What a person says of a device, not yet checked.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Ip">IPv4 or IPv6 address, or a host name.</param>
/// <param name="Branch">Name of its branch, 1 to 200 characters; made if it does not exist.</param>
/// <param name="Region">Region of the branch, 1 to 100 characters; used when the branch is made.</param>
/// <param name="DeviceType">1 to 100 characters.</param>
/// <param name="Parents">The devices through which it is reached; null for the gateway of its branch, <see cref="ParentIds.None"/> for no device.</param>
/// <param name="Enabled">Only an enabled device is probed.</param>
public sealed record DeviceDraft(string Name, string Ip, string Branch, string Region, string DeviceType, ParentIds? Parents = null, bool Enabled = true)
{
    /// <summary>How it is probed differently from others of its type; null if it is not.</summary>
    public ProbeOverrides? Probe { get; init; }

    /// <summary>Words by which people group devices: at most 20 of 1 to 40 characters, in any order and case.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];
}
