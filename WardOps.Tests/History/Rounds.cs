using System.Net;
using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Tests.History;

/// <summary>Rounds made by hand.</summary>
internal static class Rounds
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static DeviceRound Up { get; } = new(5, 5, 0, 12.5f, 10f, 15f, 1.25f);

    public static DeviceRound Down { get; } = new(5, 0, 0, float.NaN, float.NaN, float.NaN, float.NaN);

    public static DeviceRound Unknown => default;

    public static WatchedDevice Device(int number, string? name = null, string branch = "Main", string region = "Tbilisi")
        => new(0, IdOf(number), name ?? $"Device {number}", new IPAddress([10, 0, (byte)(number >> 8), (byte)number]), branch, region, "Router", null, true);

    public static Guid IdOf(int number) => new(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    /// <summary>The start of the round in which that moment lies.</summary>
    public static DateTimeOffset Align(DateTimeOffset time) => DateTimeOffset.UnixEpoch + (time.ToUnixTimeSeconds() / 10 * Interval);

    public static Round At(DateTimeOffset at, Catalog catalog, params DeviceRound[] results)
    {
        var bySlot = new DeviceRound[catalog.Slots];
        for (var i = 0; i < results.Length; i++)
        {
            bySlot[catalog.Devices[i].Slot] = results[i];
        }

        return new Round(new RoundPlan((at - DateTimeOffset.UnixEpoch).Ticks / Interval.Ticks, Interval, 5, catalog), at + Interval, bySlot);
    }
}
