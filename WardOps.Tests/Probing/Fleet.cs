using System.Net;
using WardOps.Core.Devices;

namespace WardOps.Tests.Probing;

/// <summary>Device catalogs for the tests of probing. Same ids every time, so that phases are the same too.</summary>
internal static class Fleet
{
    public static DeviceCatalog Of(int count)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Devices(count));
        return catalog;
    }

    public static IEnumerable<WatchedDevice> Devices(int count) => Enumerable.Range(0, count).Select(i => Device(i, Address(i)));

    public static WatchedDevice Device(int number, IPAddress address)
        => new(0, new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8), $"Device {number}", address, $"Branch {number / 7}", "Region", "Router", null, true) { BranchId = BranchId($"Branch {number / 7}") };

    public static Guid BranchId(string name) => new(name.Length, 1, 1, [.. System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).Take(8)]);

    public static IPAddress Address(int number) => new([127, (byte)(64 + (number >> 16)), (byte)(number >> 8), (byte)number]);
}
