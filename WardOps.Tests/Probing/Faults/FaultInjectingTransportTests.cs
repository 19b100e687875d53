using WardOps.Core.Probing;
using WardOps.Core.Probing.Faults;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.Faults;

public sealed class FaultInjectingTransportTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly EchoFaults _faults = new();
    private readonly SimulatedRun _run;

    public FaultInjectingTransportTests()
    {
        _run = new SimulatedRun(
            Fleet.Of(20),
            open: run => new FaultInjectingTransport(new SimulatedEchoTransport(run.Network, run.Time), _faults, run.Time));
        _run.Network.Default = EchoBehaviour.Healthy;
    }

    [Fact]
    public void Reply_OfCutAddress_IsLostUntilRestored()
    {
        _run.For(27 * s_second);
        _faults.Cut(Fleet.Address(3));
        _run.For(30 * s_second);
        _faults.Restore(Fleet.Address(3));
        _run.For(33 * s_second);

        var answered = _run.Closed.Select(r => (int)r.Results[3].Answered).ToArray();
        Assert.Equal(5, answered[0]);
        Assert.Equal([0, 0], answered[2..4]);
        Assert.Equal(5, answered[^1]);
        Assert.All(_run.Closed, r => Assert.Equal(5, r.Results[4].Answered));
        Assert.Equal(5, _run.Closed[2].Results[3].Sent);   // the requests did leave
    }

    [Fact]
    public void Reply_OfSlowAddress_ComesLaterByTheDelay()
    {
        _faults.Set(Fleet.Address(3), EchoFault.Slow(TimeSpan.FromMilliseconds(250)));

        _run.For(33 * s_second);

        Assert.All(_run.Closed, r => Assert.Equal(252, r.Results[3].RttMeanMs, 0.01));
        Assert.All(_run.Closed, r => Assert.Equal(2, r.Results[4].RttMeanMs, 0.01));
    }

    [Fact]
    public void Reply_DelayedBeyondTheTimeout_IsLate()
    {
        _faults.Set(Fleet.Address(3), EchoFault.Slow(TimeSpan.FromMilliseconds(1_200)));

        _run.For(33 * s_second);

        Assert.All(_run.Closed, r => Assert.Equal(0, r.Results[3].Answered));
        Assert.True(_run.Loop.Counters.Late >= 10);
    }

    [Fact]
    public void Reply_OfLossyAddress_IsLostAtItsShareAndTheSameEachTime()
    {
        var lost = Enumerable.Range(0, 10_000).Select(i => FaultInjectingTransport.IsLost(EchoAddress.FromIpv4(77), i * 1_000_003L, 0.3)).ToArray();

        Assert.InRange(lost.Count(l => l) / 10_000.0, 0.28, 0.32);
        Assert.Equal(lost, Enumerable.Range(0, 10_000).Select(i => FaultInjectingTransport.IsLost(EchoAddress.FromIpv4(77), i * 1_000_003L, 0.3)));
        Assert.True(FaultInjectingTransport.IsLost(EchoAddress.FromIpv4(1), 2, 1));
        Assert.False(FaultInjectingTransport.IsLost(EchoAddress.FromIpv4(1), 2, 0));
    }

    [Fact]
    public void Fault_SetByHand_WinsOverTheScriptUntilReleased()
    {
        var faults = new EchoFaults(new CutsAll());
        var address = EchoAddress.From(Fleet.Address(3));

        faults.Restore(Fleet.Address(3));
        Assert.Equal(EchoFault.None, faults.Of(address, 0));

        faults.Release(Fleet.Address(3));
        Assert.Equal(EchoFault.Cut, faults.Of(address, 0));
    }

    private sealed class CutsAll : IFaultScript
    {
        public EchoFault Of(EchoAddress address, long now) => EchoFault.Cut;
    }
}
