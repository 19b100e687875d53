using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;

namespace WardOps.Tests.Probing;

/// <summary>The echo loop and the status board together on a simulated network in virtual time: what the pump does, without its thread.</summary>
internal sealed class WatchedRun
{
    private static readonly IPAddress s_anchor = IPAddress.Parse("127.1.1.1");

    private readonly Dictionary<Guid, TimeSpan> _cutAt = [];
    private readonly RoundAssembler _rounds = new();

    public WatchedRun(DeviceCatalog catalog, ProbingOptions? options = null, Func<SimulatedRun, AddressFamily, IEchoTransport>? open = null, MaintenanceWindows? windows = null, DateTimeOffset? start = null)
    {
        options ??= new ProbingOptions();
        Run = new SimulatedRun(catalog, options, start: start);
        Run.OpenFamily = open;
        Board = new StatusBoard(Options.Create(new StatusOptions()), options.ToPolicy(), Run.Time, windows);
        Run.Judge = tick =>
        {
            var verdict = Board.Judge(tick, catalog.Current);
            Transitions.AddRange(verdict.Transitions.Select(t => (Run.Time.Elapsed, t)));
            Verdicts?.Invoke(verdict);
            foreach (var round in _rounds.Add(tick))
            {
                var closed = Board.Close(round);
                Verdicts?.Invoke(closed);
                Closed?.Invoke(round);
            }

            Judged?.Invoke(tick);
        };
        Catalog = catalog;
    }

    /// <summary>A fleet behind an uplink, with or without an anchor to tell a cut of it.</summary>
    public static WatchedRun Behind(bool anchor, DeviceCatalog catalog, ProbingOptions? options = null, MaintenanceWindows? windows = null, DateTimeOffset? start = null)
    {
        options ??= new ProbingOptions();
        if (anchor)
        {
            options.Anchors.Add(s_anchor.ToString());
        }

        return new WatchedRun(catalog, options, windows: windows, start: start);
    }

    public SimulatedRun Run { get; }

    public StatusBoard Board { get; }

    public DeviceCatalog Catalog { get; }

    /// <summary>Called with whatever the board has judged.</summary>
    public Action<Verdict>? Verdicts { get; set; }

    /// <summary>Called after the board has taken up a round.</summary>
    public Action<Round>? Closed { get; set; }

    /// <summary>Called after the board has judged a tick.</summary>
    public Action<ProbeTick>? Judged { get; set; }

    /// <summary>Every change of status, with the moment at which the board showed it.</summary>
    public List<(TimeSpan At, StatusChange Change)> Transitions { get; } = [];

    public IEnumerable<(TimeSpan At, StatusChange Change)> Downs => Transitions.Where(t => t.Change.To == DeviceStatus.Down);

    public DeviceState this[int number] => Board.Current.States.Single(s => s.Device.Name == $"Device {number}");

    public BoardTotals Totals => Board.Current.Totals;

    public Blindness? Blind => Board.Current.Blind;

    /// <summary>Nothing comes through any more, from devices or anchors.</summary>
    public void CutUplink() => Behind(EchoBehaviour.Dead, EchoBehaviour.Dead);

    /// <summary>What is not dead by itself answers again.</summary>
    public void MendUplink() => Behind(new EchoBehaviour(), EchoBehaviour.Healthy);

    /// <summary>The anchor behaves so from now on.</summary>
    public void Anchor(EchoBehaviour behaviour) => Run.Network[s_anchor] = behaviour;

    /// <summary>From now on this device is dead.</summary>
    public void Cut(WatchedDevice device)
    {
        _cutAt[device.Id] = Run.Time.Elapsed;
        Run.Network[device.Address!] = EchoBehaviour.Dead;
    }

    /// <summary>From now on these devices are dead.</summary>
    public void Cut(IEnumerable<WatchedDevice> devices)
    {
        foreach (var device in devices)
        {
            Cut(device);
        }
    }

    /// <summary>Seconds from each cut to the Down on the board, ascending.</summary>
    public double[] Detections()
        => [.. Downs.Where(t => _cutAt.ContainsKey(t.Change.Device.Id)).Select(t => (t.At - _cutAt[t.Change.Device.Id]).TotalSeconds).Order()];

    private void Behind(EchoBehaviour fleet, EchoBehaviour anchor)
    {
        Run.Network.Default = fleet;
        Anchor(anchor);
    }
}
