using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WardOps.Core.History.Sums;

/// <summary>
/// Reads the last 24 hours back into the sums at start, hour by hour, newest first, for as long as it takes. Only rounds
/// from before this process: the others arrive live and must not count twice.
/// </summary>
internal sealed class SumsRebuild : BackgroundService
{
    private const int Hours = 24;
    private const int RefusalsToMention = 5;
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly RollingSums _sums;
    private readonly IHistoryReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger<SumsRebuild> _logger;
    private readonly DateTimeOffset _start;

    public SumsRebuild(RollingSums sums, IHistoryReader reader, TimeProvider time, ILogger<SumsRebuild> logger)
    {
        (_sums, _reader, _time, _logger) = (sums, reader, time, logger);
        _start = time.GetUtcNow();
        sums.RebuiltShare = 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var refusals = 0;
        for (var hour = 0; hour < Hours && !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await ReadHourAsync(hour, stoppingToken).ConfigureAwait(false);
                hour++;
                refusals = 0;
                _sums.RebuiltShare = (double)hour / Hours;
                continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (HistoryUnavailableException ex)
            {
                // Said once, and not of a server that needs a moment to start.
                if (++refusals == RefusalsToMention)
                {
                    _logger.SumsWaiting(_sums.RebuiltShare, ex.Message);
                }
            }
            catch (Exception ex)
            {
                _logger.SumsFailed(ex);
            }

            await Task.Delay(s_pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!stoppingToken.IsCancellationRequested)
        {
            _logger.SumsRebuilt();
        }
    }

    private async Task ReadHourAsync(int hour, CancellationToken cancellation)
    {
        // Hours end at five-minute marks but for the newest, which ends where this process begins.
        var mark = DateTimeOffset.UnixEpoch + TimeSpan.FromTicks((_start - DateTimeOffset.UnixEpoch).Ticks / RollingSums.Step.Ticks * RollingSums.Step.Ticks);
        var to = hour == 0 ? _start : mark - (hour * s_hour);
        var from = mark - ((hour + 1) * s_hour);
        // Added in one go: an hour that breaks off is read again.
        var read = new List<StepSum>();
        await foreach (var sum in _reader.ReadSumsAsync(from, to, RollingSums.Step, cancellation).ConfigureAwait(false))
        {
            read.Add(sum);
        }

        _sums.AddPast(read);
    }
}
