using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>
/// What the rules say of one device. It is fed with what was seen of the device, in order of time, and knows no board, no store and no clock: the same
/// feed always gives the same answers, from the running engine as from history. One writer.
/// </summary>
internal sealed class RuleFeed
{
    /// <summary>Own rounds that say nothing: fewer do not interrupt what holds.</summary>
    private const double MostUnsaid = 3;

    private readonly Condition[] _conditions = new Condition[RuleProfile.Kinds.Length];
    private RuleProfile _profile;
    private TimeSpan _interval;
    private RuleTrack[] _tracks;
    private LossWindow _loss;
    private RttBaseline? _baseline;
    private RuleLook _look;
    private bool _hasLooked;
    private bool _isWaiting;
    private TimeSpan? _said;
    private float _rtt = float.NaN;
    private float _jitter = float.NaN;

    /// <param name="profile">The rules that ask for it.</param>
    /// <param name="interval">Time from one of its rounds to the next.</param>
    /// <param name="baseline">What its round-trip times were; null where no rule asks for that.</param>
    public RuleFeed(RuleProfile profile, TimeSpan interval, RttBaseline? baseline)
    {
        (_profile, _interval, _baseline) = (profile, interval, baseline);
        _tracks = new RuleTrack[profile.Rules.Length];
        CombineAll(default);
    }

    public RuleProfile Profile => _profile;

    public Condition Of(AlertKind kind) => RuleProfile.PlaceOf(kind) is var place && place >= 0 ? _conditions[place] : new Condition(ConditionState.NotAsked, null, default, double.NaN);

    /// <summary>Other rules ask from now on; what is remembered for those that judge as before is kept.</summary>
    public void Follow(RuleProfile profile, TimeSpan interval, RttBaseline? baseline, RuleTime now)
    {
        var tracks = new RuleTrack[profile.Rules.Length];
        for (var i = 0; i < tracks.Length; i++)
        {
            var was = Array.FindIndex(_profile.Rules, r => r.JudgesAs(profile.Rules[i]));
            tracks[i] = was >= 0 ? _tracks[was] : default;
        }

        if (!profile.NeedsLoss)
        {
            _loss.Clear();
        }

        (_profile, _tracks, _interval, _baseline) = (profile, tracks, interval, baseline);
        if (_hasLooked)
        {
            Judge(now);
        }

        CombineAll(now);
    }

    /// <summary>Takes up what is held true of it now. Costs next to nothing while nothing changes.</summary>
    public void See(in RuleLook look, RuleTime now)
    {
        if (_hasLooked && look == _look && !_isWaiting)
        {
            return;
        }

        (_look, _hasLooked) = (look, true);
        Judge(now);
        Combine(0, RuleProfile.StatusKinds, now);
    }

    /// <summary>Takes up one of its rounds.</summary>
    public void Close(in RuleRound round, RuleTime now)
    {
        if (round.IsSaid)
        {
            Measure(in round, now);
        }

        for (var place = RuleProfile.StatusKinds; place < RuleProfile.Kinds.Length; place++)
        {
            for (var i = _profile.Start(place); i < _profile.End(place); i++)
            {
                var rule = _profile.Rules[i].Rule;
                var finding = round.IsSaid ? Find(rule) : Finding.Unknown;
                _tracks[i] = RuleJudge.Next(in _tracks[i], finding, now.Mono, now.Mono - _interval, rule.For);
            }
        }

        Combine(RuleProfile.StatusKinds, RuleProfile.Kinds.Length, now);
    }

    /// <summary>A rule has begun or ended to judge by its hours.</summary>
    public void Turn(RuleTime now) => CombineAll(now);

    private void Measure(in RuleRound round, RuleTime now)
    {
        if (_said is { } said && now.Mono - said >= (MostUnsaid + 0.5) * _interval)
        {
            // What was before so long a silence holds no more; what is open stays until there is something to say.
            _loss.Clear();
            Array.Clear(_tracks, _profile.End(RuleProfile.StatusKinds - 1), _tracks.Length - _profile.End(RuleProfile.StatusKinds - 1));
        }

        (_said, _rtt, _jitter) = (now.Mono, round.RttMs, round.JitterMs);
        if (_profile.NeedsLoss)
        {
            _loss.Add(round.Sent, round.Answered);
        }

        if (float.IsFinite(round.RttMs))
        {
            _baseline?.Add(round.Day, round.RttMs);
        }
    }

    private Finding Find(AlertRule rule)
    {
        var threshold = rule.Threshold ?? double.PositiveInfinity;
        switch (rule.Kind)
        {
            case AlertKind.PacketLoss:
                // A short window may prove that there is loss, but not that there is none.
                return _loss.AtLeast >= threshold ? Finding.Problem
                    : RuleJudge.Compare(_loss.Percent, threshold, rule.RecoverAt) is var found && found == Finding.Problem ? Finding.Unknown : found;
            case AlertKind.Rtt when rule.AgainstOwn:
                var own = _baseline?.Usual(_interval) ?? double.NaN;
                return double.IsNaN(own) ? Finding.Mute : RuleJudge.Compare(_rtt, threshold * own, rule.RecoverAt * own);
            case AlertKind.Rtt:
                return RuleJudge.Compare(_rtt, threshold, rule.RecoverAt);
            default:
                return RuleJudge.Compare(_jitter, threshold, rule.RecoverAt);
        }
    }

    /// <summary>The kinds that follow from the status.</summary>
    private void Judge(RuleTime now)
    {
        _isWaiting = false;
        var began = _look is { Status: DeviceStatus.Down, DownSince: { } since } ? now.Mono - (now.Wall - since) : now.Mono;
        for (var place = 0; place < RuleProfile.StatusKinds; place++)
        {
            var kind = RuleProfile.Kinds[place];
            var finding = Find(kind);
            for (var i = _profile.Start(place); i < _profile.End(place); i++)
            {
                var was = _tracks[i];
                var holdFor = _profile.Rules[i].Rule.For;
                if (kind == AlertKind.Down && finding == Finding.Problem)
                {
                    was = was with { Began = began };   // its beginning is known, also where it was not told yet, and moves with a clock that is set
                }
                else if (kind == AlertKind.NoData)
                {
                    was = finding == Finding.Unknown ? default : was;
                    holdFor = holdFor > 2 * _interval ? holdFor : 2 * _interval;   // one that is asked seldom has its time
                }

                _tracks[i] = RuleJudge.Next(in was, finding, now.Mono, began, holdFor);
                _isWaiting |= finding == Finding.Problem && _tracks[i].IsWaiting;
            }
        }
    }

    private Finding Find(AlertKind kind) => kind switch
    {
        AlertKind.Down => _look.Status switch { DeviceStatus.Down => Finding.Problem, DeviceStatus.Up => Finding.Fine, _ => Finding.Unknown },
        AlertKind.Flapping => _look.IsFlapping ? Finding.Problem : Finding.Fine,
        _ => _look.Status != DeviceStatus.Unknown ? Finding.Fine : _look.IsBlind ? Finding.Unknown : Finding.Problem,
    };

    private void CombineAll(RuleTime now) => Combine(0, RuleProfile.Kinds.Length, now);

    /// <summary>One answer for each kind: the worst rule that fires; else that something is not known, if a rule that can judge says so; else that all is well.</summary>
    private void Combine(int from, int to, RuleTime now)
    {
        for (var place = from; place < to; place++)
        {
            var (start, end) = (_profile.Start(place), _profile.End(place));
            var state = start == end ? ConditionState.NotAsked : ConditionState.Unsaid;
            var isUnsaid = false;
            for (var i = start; i < end && state != ConditionState.Fires; i++)
            {
                ref readonly var track = ref _tracks[i];
                var says = RuleJudge.Says(in track, _profile.Rules[i].IsOn);
                if (says == ConditionState.Fires)
                {
                    state = ConditionState.Fires;
                    var since = RuleProfile.Kinds[place] == AlertKind.Down && _look.DownSince is { } down ? down : now.Wall - (now.Mono - track.Began);
                    // A problem that goes on keeps the beginning it was told with: two clocks never agree to the tick.
                    var was = _conditions[place];
                    var isSame = was.State == ConditionState.Fires && (was.Since - since).Duration() < TimeSpan.FromSeconds(1);
                    _conditions[place] = new Condition(state, _profile.Rules[i].Rule, isSame ? was.Since : since, Value(place));
                }
                else if (says == ConditionState.Clear)
                {
                    state = ConditionState.Clear;
                }
                else
                {
                    isUnsaid |= track.Finding != Finding.Mute;
                }
            }

            if (state != ConditionState.Fires)
            {
                _conditions[place] = new Condition(state == ConditionState.Clear && isUnsaid ? ConditionState.Unsaid : state, null, default, state == ConditionState.NotAsked ? double.NaN : Value(place));
            }
        }
    }

    private double Value(int place) => RuleProfile.Kinds[place] switch
    {
        AlertKind.PacketLoss => _loss.Told,
        AlertKind.Rtt => _rtt,
        AlertKind.Jitter => _jitter,
        _ => double.NaN,
    };
}
