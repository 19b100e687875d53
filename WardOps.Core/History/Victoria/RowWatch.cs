using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// VictoriaMetrics answers 204 to lines that it then throws away, and only its counters tell. They are looked at every 30 s: whatever they have grown by is kept
/// with what was sent meanwhile, and logged.
/// </summary>
internal sealed class RowWatch(
    VictoriaClient client, RoundLedger ledger, RejectionLog rejections, SentExample example, TimeProvider time, ILogger<RowWatch> logger) : BackgroundService
{
    private const int FailuresToMention = 6;   // a server that starts needs a moment

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(5);

    private RowCounters? _last;
    private DateTimeOffset _lastAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
                rejections.Problem = null;
                failures = 0;
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                if (++failures == FailuresToMention)
                {
                    logger.RowsNotWatched(ex.Message);
                    rejections.Problem = $"The server's page /metrics cannot be read: {ex.Message}";
                }
            }

            await Task.Delay(failures == 0 ? s_every : s_tryAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One look. The first one only learns what there was before.</summary>
    /// <exception cref="HistoryUnavailableException">The server does not answer, or does not show its counters.</exception>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        var metrics = await client.MetricsAsync(cancellation).ConfigureAwait(false)
            ?? throw new HistoryUnavailableException("A cluster, or a server behind a proxy, does not show its own counters here: watch vm_rows_ignored_total and vm_rows_invalid_total of vminsert and vmstorage.");
        var counters = RowCounters.Of(metrics);
        var now = time.GetUtcNow();
        var (sent, line) = (ledger.TakeSent(), example.Take());
        if (_last is { } last)
        {
            foreach (var (counter, rows) in counters.Since(last))
            {
                var finding = new RejectedRows(_lastAt, now, counter, rows, sent, line);
                rejections.Add(finding);
                logger.RowsRejected(rows, counter, _lastAt, sent.Rounds, sent.From, sent.To, sent.Samples, line);
            }
        }

        (_last, _lastAt) = (counters, now);
    }
}
