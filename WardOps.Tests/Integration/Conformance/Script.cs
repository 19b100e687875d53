using System.Net;
using System.Runtime.Versioning;
using WardOps.Bench.Truth;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.Probing;

namespace WardOps.Tests.Integration.Conformance;

/// <summary>
/// What happens to a device, one letter a round: U up (10 ms, 2 ms jitter), L up with loss (3 of 5 answered, 30 ms, 4 ms jitter), D down,
/// - nothing known. Round-trip times are whole milliseconds: the legacy table keeps no others.
/// </summary>
[SupportedOSPlatform("linux")]   // as WardOps.Bench is
internal sealed class Script
{
    private static readonly DeviceRound s_up = new(5, 5, 0, 10, 9, 11, 2);
    private static readonly DeviceRound s_lossy = new(5, 3, 0, 30, 20, 40, 4);
    private static readonly DeviceRound s_down = new(5, 0, 0, float.NaN, float.NaN, float.NaN, float.NaN);
    private static int s_devices;

    private readonly List<StoryRound> _rounds = [];
    private WatchedDevice _device;

    public Script(int everyRounds = 1)
    {
        var number = Interlocked.Increment(ref s_devices);
        Interval = everyRounds * Policy.Interval;
        _device = new WatchedDevice(
            0, new Guid(number, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7), "Old", new IPAddress([10, 7, (byte)(number >> 8), (byte)number]), "Main", "Tbilisi", "Router", null, true)
        {
            Probe = everyRounds == 1 ? null : new ProbeOverrides { Interval = Interval },
        };
    }

    public static ProbePolicy Policy { get; } = ProbePolicy.Default;

    public TimeSpan Interval { get; }

    public WatchedDevice Device => _device;

    /// <summary>How many of the newest rounds are in memory only.</summary>
    public int Unseen { get; init; }

    /// <summary>When rounds had another length; null if they never had.</summary>
    public StoryEra? Before { get; init; }

    public Script Renamed(string name, string branch)
    {
        _device = _device with { Name = name, Branch = branch };
        return this;
    }

    public Script Happens(DateTimeOffset from, string rounds, TimeSpan? interval = null)
    {
        for (var i = 0; i < rounds.Length; i++)
        {
            DeviceRound? result = rounds[i] switch { 'U' => s_up, 'L' => s_lossy, 'D' => s_down, _ => null };
            if (result is { } known)
            {
                Add(from + (i * (interval ?? Interval)), known);
            }
        }

        return this;
    }

    public Script Add(DateTimeOffset at, DeviceRound result)
    {
        _rounds.Add(new StoryRound(at, _device, result));
        return this;
    }

    public DeviceStory Ask(DateTimeOffset from, DateTimeOffset to, TimeSpan step, DateTimeOffset now)
        => new(0, _device, Policy, 0, _rounds, new HistoryRange(from, to, step), now, Unseen, Unseen) { Before = Before };
}
