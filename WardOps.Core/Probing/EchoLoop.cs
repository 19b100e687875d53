using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>
/// The whole of probing, one step at a time: read what has arrived, end what has expired, send what is due. One thread
/// calls it; it takes no lock, starts no task and no timer, and allocates nothing per echo. Every echo of a round that
/// has begun ends in exactly one <see cref="EchoOutcome"/>.
/// </summary>
internal sealed class EchoLoop : IDisposable
{
    private const long SlowStepNs = 5_000_000;
    private const long FastStepNs = 1_000_000;

    /// <summary>Echoes per second from which on the loop steps every millisecond.</summary>
    private const int FastFrom = 2_000;

    private const long ReopenBrokenNs = 1_000_000_000;
    private const long ReopenForbiddenNs = 10_000_000_000;

    private readonly ProbingOptions _options;
    private readonly DeviceCatalog _catalog;
    private readonly IEchoTransportSource _source;
    private readonly EchoClock _clock;
    private readonly ILogger _logger;
    private readonly long _intervalNs;
    private readonly long _timeoutNs;
    private readonly long _tickNs;
    private readonly InFlightRing _ring = new();
    private readonly ScheduleQueue _schedules = new();
    private readonly EchoTally _tally;
    private readonly TickBuffer _ticks;
    private readonly EchoReceiver _receiver;
    private readonly EchoSender _sender;
    private readonly RoundClock _rounds;
    private IEchoTransport _transport;
    private ProbeOrder _order;
    private long _horizon;
    private long _lastStep;
    private long _nextTick;
    private long _nextOpen;
    private bool _isStopping;
    private bool _isProblemTold;

    public EchoLoop(
        ProbingOptions options,
        DeviceCatalog catalog,
        IEchoTransportSource source,
        ChannelWriter<ProbeTick> output,
        EchoTally tally,
        EchoKey key,
        TimeProvider time,
        ILogger logger)
    {
        _options = options;
        _catalog = catalog;
        _source = source;
        _clock = new EchoClock(time);
        _logger = logger;
        _intervalNs = EchoClock.Nanos(options.Interval);
        _timeoutNs = EchoClock.Nanos(options.Timeout);
        _tickNs = EchoClock.Nanos(options.TickInterval);
        _tally = tally;
        _ticks = new TickBuffer(output, tally);
        _receiver = new EchoReceiver(_ring, key, _ticks, tally, _timeoutNs);
        _sender = new EchoSender(_ring, key, _ticks, tally);
        _order = new ProbeOrder(Catalog.Empty, EchoClock.Nanos(options.Spacing));
        _lastStep = _horizon = _clock.Mono;
        _nextTick = _lastStep + _tickNs;
        _rounds = new RoundClock(_intervalNs, _lastStep, _clock.Wall);
        _transport = Open(_lastStep);
    }

    /// <summary>How echoes leave now. Readable from any thread.</summary>
    public EchoTransportState State => Volatile.Read(ref _transport).State;

    public EchoCounters Counters => _tally.Read();

    /// <summary>How long to sleep between two steps, in nanoseconds.</summary>
    public long StepNs { get; private set; } = SlowStepNs;

    /// <summary>Nothing is in flight.</summary>
    public bool IsIdle => _ring.IsEmpty;

    public void Step()
    {
        var now = _clock.Mono;   // before the drain: what is not there by then and has expired will not come
        Reopen(now);
        if (_receiver.Drain(_transport))
        {
            Expire(now);
        }

        if (!_isStopping)
        {
            Begin(now);
            Release(now);
            if (_sender.SendDue(_transport, _schedules, now, _horizon) > EchoSender.Batch)
            {
                _receiver.Drain(_transport);
            }
        }

        if (now >= _nextTick)
        {
            _nextTick = Math.Max(_nextTick + _tickNs, now);
            Emit();
        }
    }

    /// <summary>Sends no more: what is scheduled is cancelled, what is in flight still has its time.</summary>
    public void StopSending()
    {
        _isStopping = true;
        _sender.Cancel();
        while (_schedules.TryTake(long.MaxValue, 0, out var due, out _))
        {
            _sender.Fail(in due, EchoResult.Cancelled, 0);
        }
    }

    /// <summary>Cancels what is still in flight, and hands on the last tick.</summary>
    public void Finish()
    {
        EndAll(EchoFate.Cancelled, EchoResult.Cancelled, 0);
        Emit();
    }

    public void Dispose() => _transport.Dispose();

    private void Emit() => _ticks.Emit(UnixNanos.ToTime(_clock.Wall), _transport.State);

    private void Begin(long now)
    {
        var skipped = _rounds.Skipped;
        if (_rounds.TryBegin(now, _clock.Wall, out var number, out var startMono))
        {
            if (_ticks.HasStarted)
            {
                Emit();   // a tick names one round only
            }

            Begin(new RoundPlan(number, _options.Interval, _options.EchoesPerRound, _catalog.Current), startMono);
        }

        if (_rounds.Skipped != skipped)
        {
            _tally.SkippedRounds(_rounds.Skipped - skipped);
            _logger.RoundsSkipped(_rounds.Skipped - skipped);
        }
    }

    private void Begin(RoundPlan plan, long startMono)
    {
        if (_order.Catalog != plan.Catalog)
        {
            _order = new ProbeOrder(plan.Catalog, EchoClock.Nanos(_options.Spacing));
        }

        var perSecond = plan.Expected / _options.Interval.TotalSeconds;
        StepNs = perSecond < FastFrom ? SlowStepNs : FastStepNs;

        // Catching up runs at twice the rate, and the timeout has to pass before a place is free again.
        _ring.Reserve(1024 + (int)Math.Min(2 * perSecond * (_options.Timeout.TotalSeconds + 1), int.MaxValue / 4));
        _horizon = Math.Min(_horizon, startMono);
        _schedules.Add(new RoundSchedule(plan, _order, startMono, EchoClock.Nanos(plan.At - DateTimeOffset.UnixEpoch)));
        _ticks.Start(plan);
    }

    /// <summary>
    /// Moves the horizon up to which echoes are released. In the regular run it is now; after a stall it follows at twice
    /// the pace of time, so that what is late leaves at no more than twice the rate, and never in a burst.
    /// </summary>
    private void Release(long now)
    {
        var elapsed = Math.Min(now - _lastStep, 2 * StepNs);
        _lastStep = now;
        _horizon = Math.Min(now, _horizon + (2 * elapsed));
    }

    private void Expire(long now)
    {
        while (!_ring.IsEmpty)
        {
            ref var echo = ref _ring.Oldest;
            if (echo.Fate == EchoFate.Waiting)
            {
                if (now - echo.SentMono <= _timeoutNs)
                {
                    return;
                }

                End(ref echo, EchoFate.Lost, EchoResult.Lost, 0);
            }

            _ring.DropOldest();
        }
    }

    private void EndAll(EchoFate fate, EchoResult result, int errno)
    {
        for (; !_ring.IsEmpty; _ring.DropOldest())
        {
            ref var echo = ref _ring.Oldest;
            if (echo.Fate == EchoFate.Waiting)
            {
                End(ref echo, fate, result, errno);
            }
        }
    }

    private void End(ref InFlightEcho echo, EchoFate fate, EchoResult result, int errno)
    {
        echo.Fate = fate;
        _ticks.Add(new EchoOutcome(echo.Device, echo.Round, echo.Echo, result, echo.SentWall, 0, errno));
    }

    private void Reopen(long now)
    {
        if (_transport.State.CanSend)
        {
            _nextOpen = now + ReopenBrokenNs;
            return;
        }

        if (!_isProblemTold)
        {
            _isProblemTold = true;
            _logger.TransportUnavailable(_transport.State.Problem, string.Join(Environment.NewLine, _transport.State.Fixes));
        }

        // Replies to what was in flight when a socket broke cannot be read any more: that is no fault of the devices.
        EndAll(EchoFate.NotSent, EchoResult.NotSent, Errno.NetDown);
        if (now >= _nextOpen)
        {
            _transport.Dispose();
            Volatile.Write(ref _transport, Open(now));
        }
    }

    private IEchoTransport Open(long now)
    {
        var transport = _source.Open();
        var state = transport.State;
        if (state.CanSend)
        {
            _isProblemTold = false;
            _logger.TransportOpen(state.Mode);
        }

        _nextOpen = now + ReopenForbiddenNs;
        return transport;
    }
}
