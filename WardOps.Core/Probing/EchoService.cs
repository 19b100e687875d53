using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing.Linux;
using WardOps.Core.Probing.OnDemand;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>Runs the echo loop on a thread of its own, from the start of the host to its stop.</summary>
public sealed class EchoService : IHostedLifecycleService, IProbeTicks, IDisposable
{
    /// <summary>Ticks that may wait for their reader: one minute of them at the usual four a second. When they are more, the oldest is dropped and counted.</summary>
    public const int Capacity = 240;

    /// <summary>Echoes of one ping on demand.</summary>
    public const int MostPingEchoes = 20;

    private const int Nice = -10;

    private readonly ProbingOptions _options;
    private readonly ProbeOrders _orders;
    private readonly IEchoTransportSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger<EchoService> _logger;
    private readonly EchoClock _clock;
    private readonly EchoTally _tally = new();
    private readonly Channel<ProbeTick> _ticks;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isStopping;
    private volatile EchoLoop? _loop;
    private GatewayWatch? _gateways;

    public EchoService(
        IOptions<ProbingOptions> options,
        DeviceCatalog catalog,
        ProbePolicy policy,
        IEchoTransportSource source,
        TimeProvider time,
        ILogger<EchoService> logger)
    {
        _options = options.Value;
        _orders = new ProbeOrders(catalog, policy, _options.GatewayIsAnchor ? Gateways.Read : null);
        _source = source;
        _time = time;
        _logger = logger;
        _clock = new EchoClock(time);
        _ticks = Channel.CreateBounded<ProbeTick>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
            Drop);
    }

    public ChannelReader<ProbeTick> Ticks => _ticks.Reader;

    public EchoCounters Counters => _tally.Read();

    /// <summary>Echoes to devices that could not be sent for this reason.</summary>
    public long NotSentFor(NotSentReason reason) => _tally.NotSentFor(reason);

    /// <summary>Echoes to devices that were lost, and of which this is known.</summary>
    public long LostFor(LossReason reason) => _tally.LostFor(reason);

    /// <summary>ICMP errors about echoes to devices; see <see cref="IcmpErrorTally.Read"/>.</summary>
    internal IEnumerable<(bool IsIpv4, IcmpError? Error, long Count)> IcmpErrors => _tally.IcmpErrors.Read();

    /// <summary>Messages that the kernel threw away at the sockets of this family. It counts those of others too.</summary>
    internal long SocketDropsOf(AddressFamily family) => _tally.SocketDropsOf(family);

    /// <summary>From the start of the last round that is over to the end of its last regular echo, in seconds; 0 before the first.</summary>
    internal double LastRoundSeconds => _tally.LastRoundSeconds;

    /// <summary>How late regular echoes left so far; see <see cref="LagHistogram.Percentile"/>.</summary>
    internal long[] Lag => _tally.Lag.Copy();

    /// <summary>Devices that are probed, from the next round on.</summary>
    internal int Probed => _orders.Current.Catalog.Probed.Length;

    /// <summary>How echoes leave now; null before the start.</summary>
    public EchoTransportState? State => _loop?.State;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _logger.Starting(_options.Interval, _options.EchoesPerRound, _options.Timeout);
        var loop = new EchoLoop(_options, _orders, _source, _ticks.Writer, _tally, EchoKey.Random(), _time, _logger);
        _loop = loop;
        _gateways = new GatewayWatch(_orders, _time, _logger);
        new Thread(() => Run(loop)) { Name = "echo-loop", IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    /// <summary>Pings a device now, enabled or not, through the sockets of all echoes; the socket of its family is opened if there is none yet.</summary>
    /// <param name="device">Whom. A name that does not resolve is reported as such.</param>
    /// <param name="count">Echoes, 1 to <see cref="MostPingEchoes"/>.</param>
    /// <param name="cancellation">Gives it up: no more echoes are sent, and its place is free at once.</param>
    /// <returns>The report, or why there is none. A stop of the host cuts it short: what was not sent by then is cancelled.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<PingAnswer> PingAsync(WatchedDevice device, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostPingEchoes);
        if (_loop is not { } loop)
        {
            return PingAnswer.Refused(PingRefusal.NotStarted);
        }

        var request = new PingRequest(device.Id, device.Address, count);
        if (loop.Pings.TryAsk(request) is var refusal and not PingRefusal.None)
        {
            return PingAnswer.Refused(refusal);
        }

        using var given = cancellation.UnsafeRegister(_ => loop.Pings.Leave(request), null);   // at once, and not when this task has its turn again
        try
        {
            var longest = _options.Timeout + (count * _options.PingSpacing) + TimeSpan.FromSeconds(10);
            return await request.Answer.WaitAsync(longest, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return PingAnswer.Refused(PingRefusal.NoResult);
        }
        finally
        {
            loop.Pings.Leave(request);
        }
    }

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The web server stops before this does, and waits for its requests: pings must not keep it.</summary>
    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken)
    {
        _loop?.Pings.Close();
        return Task.CompletedTask;
    }

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        _gateways?.Dispose();
        if (_loop is not null)
        {
            await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _isStopping = true;
        _gateways?.Dispose();
    }

    private void Drop(ProbeTick tick)
    {
        tick.Dispose();
        _tally.DroppedTick();
    }

    private void Run(EchoLoop loop)
    {
        if (OperatingSystem.IsLinux() && MonotonicSleep.TryRaisePriority(Nice) is var errno && errno != 0)
        {
            _logger.PriorityRefused(errno);
        }

        try
        {
            RunUntil(loop, () => _isStopping);
            loop.StopSending();
            var deadline = _clock.Mono + EchoClock.Nanos(_options.Timeout);
            RunUntil(loop, () => loop.IsIdle || _clock.Mono > deadline);
            loop.Finish();
        }
        finally
        {
            loop.Dispose();
            _ticks.Writer.TryComplete();
            var counters = Counters;
            _logger.Stopped(counters.Sent, counters.Answered, counters.Lost, counters.NotSent);
            _ended.TrySetResult();
        }
    }

    private void RunUntil(EchoLoop loop, Func<bool> isOver)
    {
        var next = _clock.Mono;
        while (!isOver())
        {
            try
            {
                loop.Step();
            }
            catch (Exception ex) when (ex is not OutOfMemoryException)
            {
                _logger.StepFailed(ex);   // an exception on this thread would end the process; the watch must go on
                Thread.Sleep(TimeSpan.FromSeconds(1));
            }

            next = Math.Max(next + loop.StepNs, _clock.Mono);
            _tally.Used(OperatingSystem.IsLinux() ? MonotonicSleep.ThreadCpu : 0, GC.GetAllocatedBytesForCurrentThread());
            SleepUntil(next);
        }
    }

    private void SleepUntil(long mono)
    {
        if (OperatingSystem.IsLinux() && ReferenceEquals(_time, TimeProvider.System))
        {
            MonotonicSleep.Until(mono);
        }
        else
        {
            Thread.Sleep(TimeSpan.FromMicroseconds(Math.Max((mono - _clock.Mono) / 1_000, 1_000)));
        }
    }
}
