using WardOps.Core.Devices;
using WardOps.Core.Live;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status;

/// <summary>Round-trip time and loss on the board: those of the last round that said something, or none; never a nought that was not measured.</summary>
public sealed class FiguresTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly List<(Round Round, DeviceState Usual, DeviceState Slow)> _seen = [];
    private readonly WatchedRun _watch;

    public FiguresTests()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Fleet.Devices(20).Select((d, i) => i == 3 ? d with { Probe = new ProbeOverrides { Interval = 60 * s_second } } : d));
        _watch = new WatchedRun(catalog) { };
        _watch.Closed = round => _seen.Add((round, _watch[1], _watch[3]));
    }

    [Fact]
    public void DeviceThatWasNotDue_KeepsTheFiguresOfItsLastRound()
    {
        _watch.Run.For(190 * s_second);

        var first = _seen.FindIndex(s => s.Round.Results[3].IsKnown);
        Assert.InRange(first, 0, 5);
        Assert.All(_seen.Skip(first), s => Assert.True(s.Slow is { RttMs: > 0, LossPercent: 0 }, $"{s.Round.At:mm:ss}: {s.Slow.RttMs} ms, {s.Slow.LossPercent} %"));
        Assert.InRange(_seen.Skip(first).Select(s => s.Slow.RttMs).Distinct().Count(), 2, 4);
    }

    [Fact]
    public void RoundThatCannotBeBelieved_LeavesNoFiguresAndNoNought()
    {
        _watch.Run.For(95 * s_second);
        _watch.Run.Network.Drops = 3;
        _watch.Run.For(60 * s_second);

        var unknown = _seen.Where(s => !s.Round.Sight.IsClear).ToList();
        Assert.NotEmpty(unknown);
        Assert.All(unknown, s => Assert.Equal((null, null), (s.Usual.RttMs, s.Usual.LossPercent)));
        Assert.All(unknown, s => Assert.Null(s.Usual.ToLive().RttMs));
        Assert.All(_seen, s => Assert.False(s.Usual.RttMs == 0 || s.Slow.RttMs == 0));
        Assert.True(_seen[^1].Usual is { RttMs: > 0, LossPercent: 0 });
    }

    [Fact]
    public void DeviceThatWasDueAndCouldNotBeAsked_HasNoFigures()
    {
        _watch.Run.For(45 * s_second);
        _watch.Run.Network[Fleet.Address(1)] = new EchoBehaviour { SendErrno = 1 };
        _watch.Run.For(30 * s_second);

        Assert.Equal((null, null), (_watch[1].RttMs, _watch[1].LossPercent));
    }
}
