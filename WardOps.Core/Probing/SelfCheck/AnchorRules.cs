using System.Globalization;
using System.Net;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Whether an address may be an anchor. Pure.</summary>
internal static class AnchorRules
{
    /// <summary>
    /// Why it may not, in words; null if it may: the same rules as for a device with an address, and one more. An address of 127.0.0.0/8 is
    /// allowed, since fleets on this machine (demo, tests) have their anchors there too; it does not count as soon as a device lies
    /// beyond this machine (<see cref="Sentinels.Adopt"/>).
    /// </summary>
    public static string? WhyNot(string anchor)
    {
        if (!IPAddress.TryParse(anchor, out var address))
        {
            return Say($"Probing:Anchors must be IP addresses; '{anchor}' is none.");
        }

        if (DeviceRules.WhyNoHost(address) is { } why)
        {
            return Say($"Probing:Anchors: {anchor} {why}");
        }

        return DeviceRules.Address(anchor) is null ? Say($"Probing:Anchors: '{anchor}' means different things to different programs; write {address} if you mean that.")
            : address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) ? Say($"Probing:Anchors: {anchor} is this machine itself, which is asked in any case; give a host near it.")
            : null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
