using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status;

/// <summary>One run of a monitor: a real board over a few devices on a clock of its own. A second one on the same catalog and clock is a restart.</summary>
internal sealed class Watch(DeviceCatalog catalog, FakeTimeProvider time)
{
    private long _round = 1000;

    public Watch(int devices)
        : this(Fleet.Of(devices), new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000)))
    {
    }

    public StatusBoard Board { get; } = new(Options.Create(new StatusOptions()), new ProbingOptions().ToPolicy(), time);

    public FakeTimeProvider Time => time;

    public DeviceCatalog Catalog => catalog;

    public DeviceState this[int device] => Board.Current.Find(catalog.Current.Devices[device].Id)!;

    public Watch Restart() => new(catalog, time);

    /// <summary>After two seconds, one echo to each device ends: answered by those named, lost by the others.</summary>
    public Verdict Step(params int[] answering) => Tick([.. catalog.Current.Probed.Select((d, i) => Outcome(d, answering.Contains(i)))]);

    /// <summary>Two seconds in which nothing ends.</summary>
    public Verdict Quiet() => Tick([]);

    public Verdict Close(params int[] answering)
    {
        var plan = new RoundPlan(_round++, TimeSpan.FromSeconds(10), 5, catalog.Current);
        var results = new DeviceRound[plan.Catalog.Slots];
        foreach (var (device, i) in plan.Catalog.Probed.Select((d, i) => (d, i)))
        {
            results[device.Slot] = answering.Contains(i) ? new DeviceRound(5, 5, 0, 1, 1, 1, 0) : new DeviceRound(5, 0, 0, float.NaN, float.NaN, float.NaN, float.NaN);
        }

        return Board.Close(new Round(plan, time.GetUtcNow(), results));
    }

    /// <summary>What the store would give back after a restart.</summary>
    public StoredBoard Stored() => new(
        [.. Board.Current.States.Select(s => new StoredState(s.Device.Id, s.Status, s.Flags, s.Since, s.DownSince, s.LastPingAt, s.Version))],
        Board.Current.LastRound);

    private Verdict Tick(EchoOutcome[] outcomes)
    {
        time.Advance(TimeSpan.FromSeconds(2));
        return Board.Judge(
            new ProbeTick(time.GetUtcNow(), null, outcomes, outcomes.Length, EchoTransportState.Ready(EchoTransportMode.Simulated)), catalog.Current);
    }

    private EchoOutcome Outcome(WatchedDevice device, bool answered) => new(
        device, time.GetUtcNow().ToUnixTimeMilliseconds(), 0, answered ? EchoResult.Answered : EchoResult.Lost, UnixNanos.From(time.GetUtcNow().AddSeconds(1)), answered ? 1_000_000 : 0, 0);
}
