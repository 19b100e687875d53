namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Gathers, tick by tick, what the self-check judges by. Only the loop's thread uses it.</summary>
internal sealed class SightWatch(TimeSpan timeout, TimeSpan tick)
{
    // Long enough that every device has its turn within it, short enough that a cut fills it soon.
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(2);

    private readonly Counts[] _window = new Counts[Math.Max(2, (int)(s_window / tick))];
    private Sight _uplink = Sight.Clear;
    private int _at;
    private long _maxLagNs;
    private int _sent;
    private int _notSent;
    private int _notRouted;
    private long _drops = -1;
    private long _clockOffset;
    private bool _hasClock;

    /// <summary>The judgement of the last tick.</summary>
    public Sight Current { get; private set; } = Sight.Clear;

    public void Sent(long lagNs)
    {
        _sent++;
        _maxLagNs = Math.Max(_maxLagNs, lagNs);
    }

    public void NotSent(NotSentReason reason)
    {
        if (reason is NotSentReason.NoAddress or NotSentReason.NoSocket)
        {
            return;   // the fault of one name; or of one family, while no socket at all is a fact of its own
        }

        if (reason == NotSentReason.TooLate)
        {
            _maxLagNs = long.MaxValue;
        }

        if (SendErrors.IsOfTheMonitor(reason))
        {
            _notSent++;
        }
        else
        {
            _notRouted++;
        }
    }

    public void Answered(bool answeredBefore)
    {
        ref var now = ref _window[_at];
        now.Answered++;
        now.Asked += answeredBefore ? 1 : 0;
    }

    public void Lost(bool answeredBefore)
    {
        ref var now = ref _window[_at];
        now.Lost++;
        now.Asked += answeredBefore ? 1 : 0;
        now.Fell += answeredBefore ? 1 : 0;
    }

    /// <summary>Another socket has another counter.</summary>
    public void Reopened() => _drops = -1;

    /// <summary>Judges the tick that ends now, and begins the next one.</summary>
    public Sight Judge(ReadOnlySpan<EchoLane> lanes, string? socketProblem, long mono, long wall)
    {
        var facts = new SightFacts
        {
            SocketProblem = socketProblem,
            Drops = Grown(lanes),
            MaxLagNs = _maxLagNs,
            Sent = _sent,
            NotSent = _notSent,
            NotRouted = _notRouted,
            ClockStepNs = _hasClock ? wall - mono - _clockOffset : 0,
        };
        foreach (var lane in lanes)
        {
            facts = facts with
            {
                CanariesLost = facts.CanariesLost + lane.Sentinels.TakeCanariesLost(),
                Anchors = facts.Anchors + lane.Sentinels.Known(mono),
                AnchorsAnswering = facts.AnchorsAnswering + lane.Sentinels.Answering,
            };
        }

        foreach (ref readonly var tick in _window.AsSpan())
        {
            facts = facts with
            {
                Asked = facts.Asked + tick.Asked,
                Fell = facts.Fell + tick.Fell,
                Answered = facts.Answered + tick.Answered,
                Lost = facts.Lost + tick.Lost,
            };
        }

        (_hasClock, _clockOffset) = (true, wall - mono);
        (_maxLagNs, _sent, _notSent, _notRouted) = (0, 0, 0, 0);
        _at = (_at + 1) % _window.Length;
        _window[_at] = default;
        _uplink = SightRules.Uplink(in facts, _uplink);
        var own = SightRules.Own(in facts, timeout);
        return Current = own.IsClear ? _uplink : own;
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

    private record struct Counts(int Asked, int Fell, int Answered, int Lost);
}
