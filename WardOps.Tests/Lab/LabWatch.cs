using System.Net;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Faults;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Lab;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Lab;

/// <summary>The product's own echo service and board, watching devices of the fault lab from within its network namespace.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LabWatch : IAsyncDisposable
{
    private readonly FaultLab _lab;
    private readonly DeviceCatalog _catalog = new();
    private readonly EchoService _service;
    private readonly RoundAssembler _rounds = new();
    private readonly TunCounters _before;
    private Task _pump = Task.CompletedTask;

    public LabWatch(FaultLab lab, ProbingOptions options, IEnumerable<string> hosts)
    {
        _lab = lab;
        _catalog.Swap(hosts.Select((host, i) => Fleet.Device(i, IPAddress.Parse(host))));
        var wrapped = Options.Create(options);
        var source = new EchoTransports(
            wrapped, Options.Create(new DemoOptions()), new SimulatedNetwork(1), new EchoFaults(), TimeProvider.System, NullLogger<EchoTransports>.Instance);
        _service = new EchoService(wrapped, _catalog, options.ToPolicy(), source, TimeProvider.System, NullLogger<EchoService>.Instance);
        Board = new StatusBoard(Options.Create(new StatusOptions()), options.ToPolicy(), TimeProvider.System);
        _before = lab.Counters;
    }

    public StatusBoard Board { get; }

    public List<EchoOutcome> Outcomes { get; } = [];

    public List<Sight> Sights { get; } = [];

    public List<StatusChange> Downs { get; } = [];

    public List<Round> Closed { get; } = [];

    public EchoCounters Counters => _service.Counters;

    /// <summary>What the simulator saw since this watch was made.</summary>
    public TunCounters Simulated => _lab.Counters.Since(_before);

    /// <summary>Null before the first tick.</summary>
    public DeviceState? this[string host] => Board.Current.States.SingleOrDefault(s => s.Device.Ip == host);

    public async Task StartAsync()
    {
        await _lab.Monitor.Run(() => _service.StartAsync(CancellationToken.None));   // the loop's thread inherits the namespace
        Assert.True(_service.State!.CanSend, _service.State.Problem);
        _pump = Task.Run(PumpAsync);
    }

    public IEnumerable<EchoOutcome> Of(string host) => Outcomes.Where(o => o.Device.Ip == host && o.Result != EchoResult.Cancelled);

    public async Task UntilAsync(Func<bool> isSo, int seconds, string what)
    {
        for (var i = 0; i < seconds * 20; i++)
        {
            lock (Outcomes)
            {
                if (isSo())
                {
                    return;
                }
            }

            await Task.Delay(50);
        }

        Assert.Fail($"Not within {seconds} s: {what}. Totals {Board.Current.Totals}, blind {Board.Current.Blind}, {Counters}");
    }

    /// <summary>Ends the probing; what was in flight has had its time.</summary>
    public async Task StopAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        await _pump;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _service.Dispose();
    }

    private async Task PumpAsync()
    {
        await foreach (var tick in _service.Ticks.ReadAllAsync())
        {
            using (tick)
            {
                lock (Outcomes)
                {
                    Outcomes.AddRange(tick.Outcomes);
                    Sights.Add(tick.Sight);
                    Downs.AddRange(Board.Judge(tick, _catalog.Current).Transitions.Where(t => t.To == DeviceStatus.Down));
                    foreach (var round in _rounds.Add(tick))
                    {
                        Closed.Add(round);
                        Board.Close(round);
                    }
                }
            }
        }
    }
}
