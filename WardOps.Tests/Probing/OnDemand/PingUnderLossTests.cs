using System.Net;
using WardOps.Core.Probing;
using WardOps.Core.Probing.OnDemand;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.OnDemand;

/// <summary>A fleet in trouble uses up what there is for confirmations, and that is when people press the button.</summary>
public sealed class PingUnderLossTests
{
    [Fact]
    public async Task Ping_WhileHalfOfAllEchoesAreLost_IsSentAtOnce()
    {
        var run = new SimulatedRun(Fleet.Of(4_000), new ProbingOptions { Anchors = { "127.1.1.1" } });   // the anchor tells that it is not the monitor
        run.Network[IPAddress.Parse("127.1.1.1")] = EchoBehaviour.Healthy;
        run.Network.Default = new EchoBehaviour { Loss = 0.6 };
        run.Network[IPAddress.Parse("127.80.0.1")] = EchoBehaviour.Healthy;
        run.For(TimeSpan.FromSeconds(22));
        var confirming = run.Loop.Counters.Confirming;
        var ping = new PingRequest(Guid.NewGuid(), IPAddress.Parse("127.80.0.1"), 5);

        Assert.Equal(PingRefusal.None, run.Loop.Pings.TryAsk(ping));
        run.For(TimeSpan.FromSeconds(1.2));

        Assert.True(ping.Answer.IsCompletedSuccessfully);
        Assert.Equal(5, (await ping.Answer).Report!.Answered);
        Assert.InRange(run.Loop.Counters.Confirming - confirming, 1_000, 3_000);   // their budget was in full use
    }
}
