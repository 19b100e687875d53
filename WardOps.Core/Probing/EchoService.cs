using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing.Linux;

namespace WardOps.Core.Probing;

/// <summary>Runs the echo loop on a thread of its own, from the start of the host to its stop.</summary>
public sealed class EchoService : IHostedService, IProbeTicks, IDisposable
{
    /// <summary>Ticks that may wait for their reader: one minute of them. When they are more, the oldest is dropped and counted.</summary>
    public const int Capacity = 120;

    private const int Nice = -10;

    private readonly ProbingOptions _options;
    private readonly DeviceCatalog _catalog;
    private readonly IEchoTransportSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger<EchoService> _logger;
    private readonly EchoClock _clock;
    private readonly EchoTally _tally = new();
    private readonly Channel<ProbeTick> _ticks;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isStopping;
    private volatile EchoLoop? _loop;

    public EchoService(
        IOptions<ProbingOptions> options,
        DeviceCatalog catalog,
        IEchoTransportSource source,
        TimeProvider time,
        ILogger<EchoService> logger)
    {
        _options = options.Value;
        _catalog = catalog;
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

    /// <summary>How echoes leave now; null before the start.</summary>
    public EchoTransportState? State => _loop?.State;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _logger.Starting(_options.Interval, _options.EchoesPerRound, _options.Timeout);
        var loop = new EchoLoop(_options, _catalog, _source, _ticks.Writer, _tally, EchoKey.Random(), _time, _logger);
        _loop = loop;
        new Thread(() => Run(loop)) { Name = "echo-loop", IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        if (_loop is not null)
        {
            await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _isStopping = true;

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
