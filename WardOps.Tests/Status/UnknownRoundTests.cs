using Microsoft.Extensions.Diagnostics.HealthChecks;
using WardOps.Core.Live;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Status;
using WardOps.Tests.Live;

namespace WardOps.Tests.Status;

/// <summary>A round that could not be believed says why, for as long as it is the last one: on the board, in the feed and in /readyz.</summary>
public sealed class UnknownRoundTests
{
    private static readonly Sight s_drops = new(SightProblem.RepliesDropped, "The kernel threw away ICMP messages.");

    private readonly BoardScript _script = new();
    private readonly LiveFeed _feed = new();

    [Fact]
    public async Task Round_ThatWasNotBelieved_IsToldUntilTheNextThatIs()
    {
        _feed.Publish(_script.Answer(5, 1, 2, 3));
        _feed.Publish(_script.CloseRound(5));
        Assert.Equal((null, HealthStatus.Healthy), (_feed.Snapshot().UnknownRound, (await HealthAsync()).Status));

        _feed.Publish(_script.Doubt(s_drops));
        Assert.Equal((SightProblem.RepliesDropped, HealthStatus.Unhealthy), (_script.Board.Current.Blind?.Problem, (await HealthAsync()).Status));
        _feed.Publish(_script.Answer(5, 1, 2, 3));
        Assert.Null(_script.Board.Current.Blind);   // a quarter of a second later, and that was all that was ever told

        _feed.Publish(_script.CloseRound(s_drops));
        _feed.Publish(_script.Answer(5, 1, 2, 3));
        var health = await HealthAsync();

        Assert.Equal(s_drops, _script.Board.Current.LastRound?.Sight);
        Assert.Equal(new LiveUnknownRound(_script.Board.Current.LastRound!.At, "replies_dropped", "The kernel threw away ICMP messages."), _feed.Snapshot().UnknownRound);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.EndsWith("is unknown: The kernel threw away ICMP messages.", health.Description, StringComparison.Ordinal);

        _feed.Publish(_script.CloseRound(5));
        Assert.Equal((null, HealthStatus.Healthy), (_feed.Snapshot().UnknownRound, (await HealthAsync()).Status));
    }

    [Fact]
    public async Task Ready_WhileOneAddressFamilyIsNotBelieved_IsDegradedAndNamesIt()
    {
        _script.DoubtFamily(new FamilySights(null, new Sight(SightProblem.UplinkLost, "The uplink is cut.")));

        var ready = await HealthAsync();

        Assert.Equal(HealthStatus.Degraded, ready.Status);
        Assert.Contains("IPv6: The uplink is cut.", ready.Description, StringComparison.Ordinal);
    }

    private Task<HealthCheckResult> HealthAsync()
        => new SightHealthCheck(_script.Board).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
}
