namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Gathers, tick by tick, what the way out is judged by, for one address family. Only the loop's thread uses it.</summary>
internal sealed class UplinkWatch
{
    private readonly UplinkTimes _times;
    private readonly RollTick[] _ticks;   // newest first
    private UplinkFacts _facts;
    private bool _hasAnswered;
    private bool _hasLost;

    public UplinkWatch(ProbingOptions options)
    {
        _times = new UplinkTimes(EchoClock.Nanos(options.Turn), EchoClock.Nanos(options.Turn + options.SentinelTimeout));
        _ticks = new RollTick[(int)(options.Turn / options.TickInterval) + 4];   // where a round begins, a tick is cut in two
    }

    /// <summary>What is held of the way out.</summary>
    public Uplink Current { get; private set; } = Uplink.Unknown;

    /// <summary>
    /// Whether there is enough to judge by. A few devices without an anchor are not, nor is a family over which nothing is heard or
    /// can be sent: for them holds what is found by the other family.
    /// </summary>
    public bool CanTell { get; private set; }

    /// <summary>Nothing comes through, as far as is known.</summary>
    private bool IsCut => CanTell ? !Current.Sight.IsClear : _facts is { Hosts: 0, Anchors: { Known: > 0, Answering: 0 } };

    /// <summary>Both began at about the same time.</summary>
    private bool IsOneCutWith(UplinkWatch? other)
        => other is { IsCut: true } && Current.Onset != 0 && Math.Abs(Current.Onset - other.Current.Onset) <= UplinkRules.LongCalm * _times.Settle;

    /// <summary>Judges the tick that ends now, and begins the next one.</summary>
    /// <param name="lane">The family.</param>
    /// <param name="other">The other family; null where there is none.</param>
    /// <param name="mono">Monotonic clock, nanoseconds.</param>
    public void Judge(EchoLane lane, UplinkWatch? other, long mono)
    {
        var was = Current;
        var facts = _facts = Facts(lane, other, mono);
        Current = facts.Hosts == 0 ? Uplink.Unknown : UplinkRules.Next(in was, in facts, in _times);   // nobody is asked: what was held of the way says nothing of those to come
        CanTell = facts.Hosts > 0 && (!Current.Sight.IsClear || IsProof(lane, in facts));
        Tell(lane, in was, mono);
    }

    /// <summary>That nothing is wrong here proves that something comes through.</summary>
    private bool IsProof(EchoLane lane, in UplinkFacts facts)
        => Current.State != UplinkState.Starting
            && (facts.Anchors.Known > 0 || facts.Hosts >= UplinkRules.LeastWithoutAnchors)
            && (facts.Anchors.Answering > 0 || facts.Answering > 0)
            && lane.Transport.State.CanSend && lane.Roll.NotRouted < facts.Hosts;

    private UplinkFacts Facts(EchoLane lane, UplinkWatch? other, long mono)
    {
        var anchors = lane.Sentinels.Count(mono);
        var hasLost = lane.Sentinels.TakeHasLost() | lane.Roll.TakeHasLost();
        var hosts = lane.Roll.Hosts;
        _hasLost = hosts > 0 && (_hasLost || hasLost);
        _hasAnswered = hosts > 0 && (_hasAnswered || lane.Roll.Answering > 0 || anchors.Known > 0);
        Array.Copy(_ticks, 0, _ticks, 1, _ticks.Length - 1);
        _ticks[0] = lane.Roll.TakeTick() with { EndMono = mono };
        var count = Turn(mono);
        var (all, again) = (default(Fallen), default(Fallen));
        foreach (ref readonly var past in _ticks.AsSpan(0, count))
        {
            all += past.All;
            again += past.Heard;
        }

        var atOnce = UplinkRules.AtOnce(_ticks.AsSpan(0, count));
        return new UplinkFacts
        {
            Now = mono,
            Hosts = hosts,
            Anchors = anchors,
            OtherAnchors = other is { Current.State: UplinkState.Starting } ? other._facts.Anchors : default,
            IsOtherCut = other is { IsCut: true },
            OtherUpAtOnset = IsOneCutWith(other) ? other!._facts.UpAtOnset : 0,
            OtherHeard = IsOneCutWith(other) ? other!._facts.Heard : 0,
            Answering = lane.Roll.Answering,
            UpAtOnset = lane.Roll.UpAtOnset,
            Heard = lane.Roll.Heard,
            HasAnswered = _hasAnswered,
            HasLost = _hasLost,
            Window = all,
            Again = again,
            InSilence = anchors.Answering > 0 ? default : Since(anchors.HeardMono, count),
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

    /// <summary>The roll has to know when a suspicion begins and how it ends.</summary>
    private void Tell(EchoLane lane, in Uplink was, long mono)
    {
        if (Current.State == was.State && Current.Onset == was.Onset)
        {
            return;
        }

        if (Current.Onset == 0)
        {
            lane.Roll.End();
        }
        else if (Current.Onset != was.Onset)
        {
            lane.Roll.Begin(lane.Order, Current.Onset);
        }
        else if (Current.State == UplinkState.Partial)
        {
            lane.Roll.Accept(mono);
        }
    }
}
