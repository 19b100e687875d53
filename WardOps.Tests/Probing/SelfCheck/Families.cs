using System.Net;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>A fleet of both address families, each behind an uplink of its own.</summary>
internal static class Families
{
    public static IPAddress Anchor4 { get; } = IPAddress.Parse("10.9.9.9");

    public static IPAddress Anchor6 { get; } = IPAddress.Parse("2001:db8:9::1");

    public static IPAddress V4(int number) => new([10, 1, (byte)(number >> 8), (byte)number]);

    public static IPAddress V6(int number) => IPAddress.Parse($"2001:db8::{number + 1:x}");

    /// <param name="ofV4">Devices asked over IPv4.</param>
    /// <param name="ofV6">Devices asked over IPv6.</param>
    /// <param name="anchors">The anchors.</param>
    /// <param name="everyV6">Time between two rounds of a device of IPv6; null if it takes part in each.</param>
    public static (WatchedRun Watch, List<WatchedDevice> V4, List<WatchedDevice> V6) Watch(int ofV4, int ofV6, IPAddress[] anchors, TimeSpan? everyV6 = null)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([
            .. Enumerable.Range(0, ofV4).Select(i => Fleet.Device(i, V4(i))),
            .. Enumerable.Range(0, ofV6).Select(i => Fleet.Device(10_000 + i, V6(i)) with { Probe = everyV6 is null ? null : new ProbeOverrides { Interval = everyV6 } }),
        ]);
        var options = new ProbingOptions();
        foreach (var anchor in anchors)
        {
            options.Anchors.Add(anchor.ToString());
        }

        var devices = catalog.Current.Devices;
        return (new WatchedRun(catalog, options), [.. devices.Take(ofV4)], [.. devices.Skip(ofV4)]);
    }

    public static void Set(WatchedRun watch, IEnumerable<WatchedDevice> devices, IPAddress anchor, EchoBehaviour behaviour)
    {
        watch.Run.Network[anchor] = behaviour;
        foreach (var device in devices)
        {
            watch.Run.Network[device.Address!] = behaviour;
        }
    }
}
