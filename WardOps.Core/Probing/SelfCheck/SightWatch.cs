namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Gathers, tick by tick, what the self-check judges by. Only the loop's thread uses it.</summary>
internal sealed class SightWatch
{
    private readonly TimeSpan _timeout;
    private readonly UplinkTimes _times;
    private readonly RollTick[] _ticks;   // newest first
    private long _maxLagNs;
    private long _drops = -1;
    private long _clockOffset;
    private bool _hasClock;
    private bool _hasAnswered;
    private bool _hasLost;

    public SightWatch(ProbingOptions options)
    {
        _timeout = options.Timeout;
        _times = new UplinkTimes(EchoClock.Nanos(options.Turn), EchoClock.Nanos(options.Turn + options.SentinelTimeout));
        _ticks = new RollTick[(int)(options.Turn / options.TickInterval) + 4];   // where a round begins, a tick is cut in two
    }

    /// <summary>The judgement of the last tick.</summary>
    public Sight Current { get; private set; } = Sight.Clear;

    /// <summary>What is held of the way out.</summary>
    public Uplink Uplink { get; private set; } = Uplink.Unknown;

    /// <summary>An echo to a device has left.</summary>
    public void Sent(long lagNs) => _maxLagNs = Math.Max(_maxLagNs, lagNs);

    /// <summary>The time of an echo had passed before it could leave.</summary>
    public void TooLate() => _maxLagNs = long.MaxValue;

    /// <summary>Another socket has another counter.</summary>
    public void Reopened() => _drops = -1;

    /// <summary>Judges the tick that ends now, and begins the next one.</summary>
    public Sight Judge(ReadOnlySpan<EchoLane> lanes, string? socketProblem, long mono, long wall)
    {
        var own = SightRules.Own(OwnFacts(lanes, socketProblem, wall - mono), _timeout);
        (_hasClock, _clockOffset, _maxLagNs) = (true, wall - mono, 0);
        var was = Uplink;
        Uplink = UplinkRules.Next(in was, UplinkFacts(lanes, mono), in _times);
        Tell(lanes, in was, mono);
        return Current = own.IsClear ? Uplink.Sight : own;
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

    private UplinkFacts UplinkFacts(ReadOnlySpan<EchoLane> lanes, long mono)
    {
        var facts = new UplinkFacts { Now = mono, Hosts = lanes[0].Order.Hosts };
        var tick = new RollTick { EndMono = mono };
        foreach (var lane in lanes)
        {
            tick += lane.Roll.TakeTick();
            _hasAnswered |= lane.Roll.Answering > 0;
            _hasLost |= lane.Sentinels.HasLost || lane.Roll.HasLost;
            facts = facts with
            {
                Anchors = facts.Anchors + lane.Sentinels.Count(mono),
                Answering = facts.Answering + lane.Roll.Answering,
                UpAtOnset = facts.UpAtOnset + lane.Roll.UpAtOnset,
                Heard = facts.Heard + lane.Roll.Heard,
            };
        }

        _hasAnswered |= facts.Hosts > 0 && facts.Anchors.HeardMono != 0;
        Array.Copy(_ticks, 0, _ticks, 1, _ticks.Length - 1);
        _ticks[0] = tick;
        var count = Turn(mono);
        var (all, again) = (default(Fallen), default(Fallen));
        foreach (ref readonly var past in _ticks.AsSpan(0, count))
        {
            all += past.All;
            again += past.Heard;
        }

        var atOnce = UplinkRules.AtOnce(_ticks.AsSpan(0, count));
        return facts with
        {
            HasAnswered = _hasAnswered,
            HasLost = _hasLost,
            Window = all,
            Again = again,
            InSilence = facts.Anchors.Answering > 0 ? default : Since(facts.Anchors.HeardMono, count),
            AtOnce = Sum(atOnce),
            AtOnceFrom = atOnce < count ? _ticks[atOnce].EndMono : mono - _times.Turn,
        };
    }

    /// <summary>How many of the last ticks make a turn of all devices, and one tick more: the first and the last are no whole ones.</summary>
    private int Turn(long mono)
    {
        var count = 1;
        while (count < _ticks.Length && _ticks[count].EndMono > mono - _times.Turn)
        {
            count++;
        }

        return Math.Min(count + 1, _ticks.Length);
    }

    /// <summary>
    /// Who fell since the anchors were last heard. When that was in the tick in which the uplink was cut, answers still came in for as
    /// long as it takes until the next echo to an anchor: those do not count.
    /// </summary>
    private Fallen Since(long heardMono, int count)
    {
        var (asked, fell) = (0, 0);
        for (var i = 0; i < count && _ticks[i].EndMono > heardMono; i++)
        {
            var began = i + 1 < _ticks.Length ? _ticks[i + 1].EndMono : 0;
            var answered = began >= heardMono + Sentinels.EveryNs ? _ticks[i].All.Asked - _ticks[i].All.Fell : 0;
            fell += _ticks[i].All.Fell;
            asked += _ticks[i].All.Fell + answered;
        }

        return new Fallen(asked, fell);
    }

    private Fallen Sum(int count)
    {
        var sum = default(Fallen);
        foreach (ref readonly var tick in _ticks.AsSpan(0, count))
        {
            sum += tick.All;
        }

        return sum;
    }

    /// <summary>The rolls have to know when a suspicion begins and how it ends.</summary>
    private void Tell(ReadOnlySpan<EchoLane> lanes, in Uplink was, long mono)
    {
        if (Uplink.State == was.State && Uplink.Onset == was.Onset)
        {
            return;
        }

        foreach (var lane in lanes)
        {
            if (Uplink.Onset == 0)
            {
                lane.Roll.End();
            }
            else if (Uplink.Onset != was.Onset)
            {
                lane.Roll.Begin(lane.Order, Uplink.Onset);
            }
            else if (Uplink.State == UplinkState.Partial)
            {
                lane.Roll.Accept(mono);
            }
        }
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
