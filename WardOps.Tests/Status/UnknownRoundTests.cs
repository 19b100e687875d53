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

    private static readonly FamilySights s_cutV6 = new(null, new Sight(SightProblem.UplinkLost, "The uplink is cut."));

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

    /// <summary>Review: the feed said nothing of it, though a client has no other way to know why half of its devices are unknown.</summary>
    [Fact]
    public async Task Round_ThatWasNotBelievedOfOneFamily_IsToldUntilTheNextThatIs()
    {
        _feed.Publish(_script.Answer(5, 1, 2, 3));
        _feed.Publish(_script.DoubtFamily(s_cutV6));
        var since = _script.Board.Current.AsOf;
        Assert.Equal(new LiveBlindness("uplink_lost", "IPv6: The uplink is cut.", since), _feed.Snapshot().PartlyBlind);
        Assert.Null(_feed.Snapshot().Blind);

        _feed.Publish(_script.Answer(5, 1, 2, 3));
        _feed.Publish(_script.CloseRound(s_cutV6));
        var health = await HealthAsync();

        Assert.Equal((null, null), (_feed.Snapshot().PartlyBlind, _feed.Snapshot().UnknownRound));
        Assert.Equal(new LiveUnknownRound(_script.Board.Current.LastRound!.At, "uplink_lost", "IPv6: The uplink is cut."), _feed.Snapshot().PartlyUnknownRound);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.EndsWith("is unknown for a part of the devices: IPv6: The uplink is cut.", health.Description, StringComparison.Ordinal);

        _feed.Publish(_script.CloseRound(5));
        Assert.Equal((null, HealthStatus.Healthy), (_feed.Snapshot().PartlyUnknownRound, (await HealthAsync()).Status));
    }

    /// <summary>Review: as long as the problem was the same, the board went on to name the family that was well by then.</summary>
    [Fact]
    public void Blindness_ThatPassesFromOneFamilyToTheOther_NamesTheOther()
    {
        _script.DoubtFamily(s_cutV6);
        _script.DoubtFamily(new FamilySights(s_cutV6.V6, null));

        Assert.Equal("IPv4: The uplink is cut.", _script.Board.Current.PartlyBlind?.Reason);
        Assert.Equal(_script.Board.Current.AsOf, _script.Board.Current.PartlyBlind?.Since);
    }

    /// <summary>Review: a moment of blindness as a whole began the blindness of a family anew, so that a cut of hours was seconds old.</summary>
    [Fact]
    public void Blindness_OfOneFamily_IsAsOldAsItIs()
    {
        _script.DoubtFamily(s_cutV6);
        var since = _script.Board.Current.AsOf;
        _script.DoubtFamily(s_cutV6);
        _script.Doubt(s_drops);
        Assert.Null(_script.Board.Current.PartlyBlind);
        _script.DoubtFamily(s_cutV6);
        Assert.Equal(since, _script.Board.Current.PartlyBlind?.Since);

        // And where both were cut at once, it is as old as that.
        _script.Quiet();
        _script.Doubt(new Sight(SightProblem.UplinkLost, "The uplink is cut."));
        since = _script.Board.Current.AsOf;
        _script.Doubt(new Sight(SightProblem.UplinkLost, "The uplink is cut."));
        _script.DoubtFamily(s_cutV6);
        Assert.Equal(since, _script.Board.Current.PartlyBlind?.Since);
        _script.Quiet();
        Assert.Null(_script.Board.Current.PartlyBlind);
    }

    private Task<HealthCheckResult> HealthAsync()
        => new SightHealthCheck(_script.Board).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
}
