using System.Net.Sockets;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Gathers, tick by tick, what the self-check judges by. Only the loop's thread uses it.</summary>
internal sealed class SightWatch(ProbingOptions options)
{
    private long _maxLagNs;
    private long _drops = -1;
    private long _clockOffset;
    private bool _hasClock;

    /// <summary>The judgement of the last tick.</summary>
    public Sight Current { get; private set; } = Sight.Clear;

    /// <summary>What of it holds for one address family only; all clear while <see cref="Current"/> is not.</summary>
    public FamilySights Families { get; private set; }

    /// <summary>An echo to a device has left.</summary>
    public void Sent(long lagNs) => _maxLagNs = Math.Max(_maxLagNs, lagNs);

    /// <summary>The time of an echo had passed before it could leave.</summary>
    public void TooLate() => _maxLagNs = long.MaxValue;

    /// <summary>Another socket has another counter.</summary>
    public void Reopened() => _drops = -1;

    /// <summary>Judges the tick that ends now, and begins the next one.</summary>
    public Sight Judge(ReadOnlySpan<EchoLane> lanes, string? socketProblem, long mono, long wall)
    {
        var own = SightRules.Own(OwnFacts(lanes, socketProblem, wall - mono), options.Timeout);
        (_hasClock, _clockOffset, _maxLagNs) = (true, wall - mono, 0);
        foreach (var lane in lanes)
        {
            lane.Uplink.Judge(lane, lanes.Length == 1 ? null : lanes[lane == lanes[0] ? 1 : 0].Uplink, mono);
        }

        Families = default;
        return Current = own.IsClear ? Uplinks(lanes) : own;
    }

    private SightFacts OwnFacts(ReadOnlySpan<EchoLane> lanes, string? socketProblem, long clockOffset)
    {
        var facts = new SightFacts
        {
            SocketProblem = socketProblem,
            Drops = Grown(lanes),
            MaxLagNs = _maxLagNs,
            Hosts = lanes[0].Order.Hosts,
            ClockStepNs = _hasClock ? clockOffset - _clockOffset : 0,
        };
        foreach (var lane in lanes)
        {
            var notSent = lane.Sentinels.TakeCanaryNotSent();
            facts = facts with
            {
                CanariesLost = facts.CanariesLost + lane.Sentinels.TakeCanariesLost(),
                CanaryNotSent = notSent == NotSentReason.None ? facts.CanaryNotSent : notSent,
                NotSent = facts.NotSent + lane.Roll.NotSent,
            };
            facts = facts.WithRoutes(lane.Roll.Hosts, lane.Roll.NotRouted);
        }

        return facts;
    }

    /// <summary>
    /// What follows from the ways out of all families: blind as a whole when every family that can tell is, else only what is asked over the one that is cut.
    /// </summary>
    private Sight Uplinks(ReadOnlySpan<EchoLane> lanes)
    {
        EchoLane? blind = null;
        var sees = false;
        foreach (var lane in lanes)
        {
            if (lane.Uplink.CanTell)
            {
                sees |= lane.Uplink.Current.Sight.IsClear;
                blind ??= lane.Uplink.Current.Sight.IsClear ? null : lane;
            }
        }

        if (blind is null || !sees)
        {
            return blind?.Uplink.Current.Sight ?? Sight.Clear;
        }

        var sight = blind.Uplink.Current.Sight;
        Families = blind.Family == AddressFamily.InterNetwork ? new FamilySights(sight, null) : new FamilySights(null, sight);
        return Sight.Clear;
    }

    private long Grown(ReadOnlySpan<EchoLane> lanes)
    {
        var drops = 0L;
        foreach (var lane in lanes)
        {
            drops += lane.Transport.Drops;
        }

        var grown = _drops < 0 ? 0 : drops - _drops;
        _drops = drops;
        return Math.Max(grown, 0);
    }
}
