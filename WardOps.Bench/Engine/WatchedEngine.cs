using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Lab;

namespace WardOps.Bench.Engine;

/// <summary>The product's echo service and board in the network namespace of a lab, fed as the pump feeds them.</summary>
internal sealed class WatchedEngine : IAsyncDisposable
{
    private readonly EchoService _service;
    private readonly Lock _gate = new();
    private readonly List<(string Host, long At)> _downs = [];
    private Task _pump = Task.CompletedTask;

    public WatchedEngine(IEnumerable<string> hosts, params string[] anchors)
    {
        var options = new ProbingOptions { GatewayIsAnchor = false, Anchors = [.. anchors] };
        Catalog = EngineFactory.Catalog(hosts);
        _service = EngineFactory.Create(options, Catalog);
        Board = new StatusBoard(Options.Create(new StatusOptions()), options.ToPolicy(), TimeProvider.System);
    }

    public DeviceCatalog Catalog { get; }

    public StatusBoard Board { get; }

    public EchoCounters Counters => _service.Counters;

    /// <summary>Every change to Down, with the moment at which the board showed it.</summary>
    public List<(string Host, long At)> Downs()
    {
        lock (_gate)
        {
            return [.. _downs];
        }
    }

    public async Task StartAsync(FaultLab lab)
    {
        await lab.Monitor.Run(() => _service.StartAsync(CancellationToken.None));   // the loop's thread inherits the namespace
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Waits until every device is up.</summary>
    /// <exception cref="TimeoutException">Not within a minute.</exception>
    public async Task AllUpAsync()
    {
        for (var i = 0; i < 600; i++)
        {
            if (Board.Current.Totals is { Total: > 0 } totals && totals.Up == totals.Total)
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Not all devices came up: {Board.Current.Totals}, blind: {Board.Current.Blind}.");
    }

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
                var verdict = Board.Judge(tick, Catalog.Current);
                lock (_gate)
                {
                    var now = TimeProvider.System.GetTimestamp();
                    _downs.AddRange(verdict.Transitions.Where(t => t.To == DeviceStatus.Down).Select(t => (t.Device.Ip, now)));
                }
            }
        }
    }
}
