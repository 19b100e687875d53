using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using WardOps.Core.Probing.OnDemand;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>
/// The whole of probing, one step at a time: read what has arrived, end what has expired, send what is due. One thread
/// calls it; it takes no lock, starts no task and no timer, and allocates nothing per echo. Every echo of a round that
/// has begun ends in exactly one <see cref="EchoOutcome"/>.
/// </summary>
internal sealed class EchoLoop : IDisposable
{
    private readonly ProbingOptions _options;
    private readonly ProbeOrders _orders;
    private readonly EchoClock _clock;
    private readonly ILogger _logger;
    private readonly long _tickNs;
    private readonly EchoTally _tally;
    private readonly TickBuffer _ticks;
    private readonly LoopParts _parts;
    private readonly RoundClock _rounds;
    private readonly RetiredSlots _retired;
    private readonly EchoLane _v4;
    private volatile EchoLane[] _lanes;   // those of the families that have devices
    private EchoLane[] _all;              // and one that was opened for a ping
    private readonly SendPace _pace;
    private readonly SightNews _news;
    private EchoAddress[] _gateways = [];
    private long _nextTick;
    private long _skippedBefore;
    private bool _isStopping;
    private bool _isProblemTold;
    private bool _isLoopbackTold;
    private ClockSetback? _toldSetback;

    public EchoLoop(
        ProbingOptions options,
        ProbeOrders orders,
        IEchoTransportSource source,
        ChannelWriter<ProbeTick> output,
        EchoTally tally,
        EchoKey key,
        TimeProvider time,
        ILogger logger)
    {
        _options = options;
        _orders = orders;
        _clock = new EchoClock(time);
        _logger = logger;
        _tickNs = EchoClock.Nanos(options.TickInterval);
        _tally = tally;
        _ticks = new TickBuffer(output, tally);
        _parts = new LoopParts(options, orders, source, key, _ticks, tally);
        var now = _clock.Mono;
        _pace = new SendPace(now);
        _news = new SightNews(logger);
        _nextTick = now + _tickNs;
        _rounds = new RoundClock(EchoClock.Nanos(options.Interval), now, _clock.Wall);
        _retired = new RetiredSlots(orders, EchoClock.Nanos(options.Interval));
        _v4 = new EchoLane(AddressFamily.InterNetwork, _parts, now);
        _all = _lanes = [_v4];
        StepNs = Pace.Of(0);
        Tell(_v4);
    }

    /// <summary>How echoes leave now: the worst of the sockets in use. Readable from any thread.</summary>
    public EchoTransportState State
    {
        get
        {
            var lanes = _lanes;
            var first = lanes[0].Transport.State;
            return lanes.Length == 1 ? first : EchoTransportState.Worst(first, lanes[1].Transport.State);
        }
    }

    public EchoCounters Counters => _tally.Read();

    /// <summary>How long to sleep between two steps, in nanoseconds.</summary>
    public long StepNs { get; private set; }

    /// <summary>Nothing is in flight.</summary>
    public bool IsIdle => Array.TrueForAll(_all, l => l.IsIdle);

    /// <summary>Takes pings on demand.</summary>
    public PingDesk Pings => _parts.Pings;

    public void Step()
    {
        var now = _clock.Mono;   // before the drain: what is not there by then and has expired will not come
        _parts.ClockOffset = _clock.Wall - now;
        foreach (var lane in _all)
        {
            if (lane.Reopen(now))
            {
                _parts.Sight.Reopened();
                Tell(lane);
            }

            lane.Receive(now);
        }

        if (!_isStopping)
        {
            Send(now);
        }

        if (now >= _nextTick)
        {
            _nextTick = Math.Max(_nextTick + _tickNs, now);
            Emit(now);
        }
    }

    /// <summary>Sends no more: what is scheduled is cancelled, what is in flight still has its time.</summary>
    public void StopSending()
    {
        _isStopping = true;
        Pings.Close();
        Pings.CancelRest();
        foreach (var lane in _all)
        {
            lane.StopSending();
        }
    }

    /// <summary>Cancels what is still in flight, and hands on the last tick.</summary>
    public void Finish()
    {
        foreach (var lane in _all)
        {
            lane.EndAll(EchoResult.Cancelled, 0);
        }

        Emit(_clock.Mono);
    }

    public void Dispose()
    {
        foreach (var lane in _all)
        {
            lane.Dispose();
        }
    }

    private void Send(long now)
    {
        var wall = _clock.Wall;
        Begin(now, wall);
        _parts.Refill(_pace.Move(now));
        if (_all.Length == 1 && Pings.Wants(AddressFamily.InterNetworkV6))
        {
            _all = [_v4, new EchoLane(AddressFamily.InterNetworkV6, _parts, now) { IsForPingsOnly = true }];
        }

        var isCongested = false;
        foreach (var lane in _all)
        {
            isCongested |= lane.Send(now, wall, _pace.Horizon);
        }

        if (isCongested)
        {
            _pace.Congested();
        }
    }

    /// <summary>Judges whether the tick that ends can be believed, and hands it on.</summary>
    private void Emit(long now)
    {
        var state = State;
        var wall = _clock.Wall;
        var sight = _parts.Sight.Judge(_lanes, state.CanSend ? null : state.Problem, now, wall);
        var families = _parts.Sight.Families;
        if (!sight.IsClear || !families.IsClear)
        {
            _tally.BlindTick();
        }

        foreach (var lane in _lanes)
        {
            lane.Judge(sight.IsClear ? families.Of(lane.Family) : sight, now);
        }

        foreach (var lane in _all)
        {
            lane.CountDrops();
        }

        _news.Tell(sight, families, _lanes);
        if (_gateways != _orders.Gateways)
        {
            _gateways = _orders.Gateways;
            foreach (var lane in _lanes)
            {
                lane.Sentinels.Add(_gateways, now);
            }
        }

        _ticks.Emit(new TickEnd(UnixNanos.ToTime(wall), wall - now, state, sight, families, _rounds.Setback));
    }

    private void Begin(long now, long wall)
    {
        var skipped = _rounds.Skipped;
        if (_rounds.TryBegin(now, wall, out var number, out var startMono))
        {
            if (_ticks.HasStarted)
            {
                Emit(now);   // a tick names one round only
            }

            Begin(number, now, startMono, wall - (now - startMono));
        }

        if (_rounds.Setback != _toldSetback)
        {
            _toldSetback = _rounds.Setback;
            _logger.SetbackChanged(_toldSetback);
        }

        if (_rounds.Skipped != skipped)
        {
            _tally.SkippedRounds(_rounds.Skipped - skipped);
            _logger.RoundsSkipped(_rounds.Skipped - skipped);
        }
    }

    private void Begin(long number, long now, long startMono, long startWall)
    {
        var order = _orders.Current;
        _retired.Adopted(order.Catalog.Version, now);
        if (order.V6.Length > 0 && _lanes.Length == 1)
        {
            var v6 = _all.Length > 1 ? _all[1] : new EchoLane(AddressFamily.InterNetworkV6, _parts, now);
            v6.IsForPingsOnly = false;
            v6.Sentinels.Add(_gateways, now);
            _all = _lanes = [_v4, v6];
            Tell(v6);
        }

        if (order.ReachesBeyond && _parts.HasLoopbackAnchors && !_isLoopbackTold)
        {
            _isLoopbackTold = true;
            _logger.LoopbackAnchors();
        }

        var plan = new RoundPlan(number, _options.Interval, _options.EchoesPerRound, order.Catalog)
        {
            Expected = order.Expected(number),
            Doubt = _options.Doubt,
            IsRepeated = _rounds.Setback?.Course == SetbackCourse.Repeated,
            SkippedBefore = _rounds.Skipped - _skippedBefore,
            EndMono = startMono + EchoClock.Nanos(_options.Interval),
        };
        _skippedBefore = _rounds.Skipped;
        StepNs = Pace.Of(order.PerSecond);
        _parts.Budget.Set(order.PerSecond);
        _pace.Include(startMono);
        _tally.Round(number, plan.Expected, startMono);
        foreach (var lane in _lanes)
        {
            lane.Begin(plan, order, startMono, startWall);
        }

        _ticks.Start(plan);
    }

    private void Tell(EchoLane lane)
    {
        if (lane.IsForPingsOnly)
        {
            return;   // its trouble is told to whoever pings
        }

        var state = lane.Transport.State;
        if (state.CanSend)
        {
            _isProblemTold = false;
            _logger.TransportOpen(lane.Family, state.Mode);
        }
        else if (!_isProblemTold)
        {
            _isProblemTold = true;
            _logger.TransportUnavailable(state.Problem, string.Join(Environment.NewLine, state.Fixes));
        }
    }
}
