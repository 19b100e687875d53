using System.Net;
using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Bench.Ingest;

/// <summary>Devices and rounds as a real network has them: 2 % of the devices down, 5 % with loss, round-trip times that differ in every round.</summary>
internal sealed class IngestFleet
{
    private const int Variants = 8;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly Catalog _catalog;
    private readonly DeviceRound[][] _results;

    public IngestFleet(int devices)
    {
        _catalog = Catalog.Empty.With(Enumerable.Range(0, devices).Select(Device));
        _results = [.. Enumerable.Range(0, Variants).Select(v => Results(devices, v))];
    }

    /// <summary>The round of that number: always the same one for the same variant, so that two sides can write the same samples.</summary>
    public Round Round(long number, int variant)
    {
        var plan = new RoundPlan(number, s_interval, 5, _catalog);
        return new Round(plan, plan.EndsAt, _results[variant % Variants]);
    }

    private static WatchedDevice Device(int number)
    {
        var branch = number / 7;
        return new WatchedDevice(
            0, new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), $"Branch {branch} router {number % 7}",
            new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]), $"Branch {branch}", $"Region {branch % 11}", "Router", null, true);
    }

    private static DeviceRound[] Results(int devices, int variant)
    {
        var dice = new Random(variant);
        return [.. Enumerable.Range(0, devices).Select(i => Result(dice, i))];
    }

    private static DeviceRound Result(Random dice, int device)
    {
        if (device % 50 == 7)
        {
            return new DeviceRound(5, 0, 0, float.NaN, float.NaN, float.NaN, float.NaN);
        }

        var rtt = (float)Math.Round(5 + (40 * Math.Pow(dice.NextDouble(), 3)), 3);
        return new DeviceRound(5, (byte)(device % 20 == 3 ? 4 : 5), 0, rtt, rtt * 0.9f, rtt * 1.2f, (float)Math.Round(rtt * dice.NextDouble() / 5, 3));
    }
}
