using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing;

/// <summary>The echo loop on a simulated network in virtual time, without a thread. Keeps everything that came out.</summary>
internal sealed class SimulatedRun : IEchoTransportSource
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 3, TimeSpan.Zero);

    private readonly Channel<ProbeTick> _ticks = Channel.CreateUnbounded<ProbeTick>();
    private readonly RoundAssembler _assembler = new();

    public SimulatedRun(DeviceCatalog catalog, ProbingOptions? options = null, Func<SimulatedRun, IEchoTransport>? open = null, Func<EchoAddress[]>? gateways = null, DateTimeOffset? start = null)
    {
        Time = new TwoClocks(start ?? Noon);
        NextTransport = open ?? (run => new SimulatedEchoTransport(run.Network, run.Time));
        options ??= new ProbingOptions();
        Orders = new ProbeOrders(catalog, options.ToPolicy(), gateways);
        Loop = new EchoLoop(
            options, Orders, this, _ticks.Writer, new EchoTally(), Key, Time, NullLogger.Instance);
    }

    public static EchoKey Key { get; } = new(0x1122334455667788, 0x0706050403020100, 0x0f0e0d0c0b0a0908);

    public TwoClocks Time { get; }

    public SimulatedNetwork Network { get; } = new(seed: 4711);

    public ProbeOrders Orders { get; }

    public EchoLoop Loop { get; }

    public List<EchoOutcome> Outcomes { get; } = [];

    /// <summary>Outcomes of confirming echoes.</summary>
    public List<EchoOutcome> Confirming { get; } = [];

    public List<IcmpHint> Hints { get; } = [];

    public List<Sight> Sights { get; } = [];

    /// <summary>Called with every tick, as the pump would.</summary>
    public Action<ProbeTick>? Judge { get; set; }

    public List<RoundPlan> Started { get; } = [];

    public List<Round> Closed { get; } = [];

    public List<EchoTransportState> States { get; } = [];

    /// <summary>What the loop gets when it opens a transport.</summary>
    public Func<SimulatedRun, IEchoTransport> NextTransport { get; set; }

    /// <summary>The same where the family matters; null if it does not.</summary>
    public Func<SimulatedRun, AddressFamily, IEchoTransport>? OpenFamily { get; set; }

    public IEchoTransport Open(AddressFamily family) => OpenFamily?.Invoke(this, family) ?? NextTransport(this);

    /// <summary>Steps as the service would, until so much time has passed.</summary>
    public SimulatedRun For(TimeSpan span)
    {
        for (var left = span.Ticks; left > 0; left -= Loop.StepNs / 100)
        {
            Loop.Step();
            Read();
            Time.Advance(TimeSpan.FromTicks(Loop.StepNs / 100));
        }

        return this;
    }

    /// <summary>Steps whenever the machine wakes it up, until so much time has passed.</summary>
    public SimulatedRun For(TimeSpan span, Func<TimeSpan> nextWakeUp)
    {
        for (var end = Time.Elapsed + span; Time.Elapsed < end;)
        {
            Loop.Step();
            Read();
            Time.Advance(nextWakeUp());
        }

        return this;
    }

    /// <summary>Stops as the service does: once nothing is in flight, and after so much time at the latest. The pump's end is its end too.</summary>
    public SimulatedRun Stop(TimeSpan drain)
    {
        Loop.StopSending();
        for (var left = drain; left > TimeSpan.Zero && !Loop.IsIdle; left -= TimeSpan.FromTicks(Loop.StepNs / 100))
        {
            For(TimeSpan.FromTicks(Loop.StepNs / 100));
        }

        Loop.Finish();
        Read();
        Closed.AddRange(_assembler.Finish());
        return this;
    }

    private void Read()
    {
        while (_ticks.Reader.TryRead(out var tick))
        {
            using (tick)
            {
                foreach (ref readonly var outcome in tick.Outcomes)
                {
                    (outcome.Kind == EchoKind.Regular ? Outcomes : Confirming).Add(outcome);
                }

                Hints.AddRange(tick.Hints);
                Sights.Add(tick.Sight);
                Judge?.Invoke(tick);
                States.Add(tick.Transport);
                if (tick.Started is { } plan)
                {
                    Started.Add(plan);
                }

                Closed.AddRange(_assembler.Add(tick));
            }
        }
    }
}
