using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Notices that a server run by somebody else was restarted: it may have forgotten what it had acknowledged, and may have got other flags. In a cluster, and behind a proxy, the
/// restart of a storage node cannot be seen from here; there only whether questions are answered is watched (docs/decisions/0015-victoriametrics-client.md).
/// </summary>
internal sealed class RestartWatch(
    VictoriaClient client,
    VictoriaEndpoint endpoint,
    VictoriaStatus status,
    ProbePolicy policy,
    TimeProvider time,
    ILogger<RestartWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        double? known = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var started = await client.StartedAtAsync(stoppingToken).ConfigureAwait(false);
                if (started is not null && started != known)
                {
                    if (known is not null)
                    {
                        endpoint.Restarted();
                    }

                    await LookAtFlagsAsync(stoppingToken).ConfigureAwait(false);
                }

                known = started ?? known;
                status.Answered();
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                logger.WatchFailed(ex);
                status.Failed(
                    ex is HistoryUnavailableException fault ? VictoriaFaults.Problem(fault) : "VictoriaMetrics does not answer.",
                    "Check VICTORIA_URL and that the server runs; rounds wait in the spool and are written when it answers.");
            }

            await Task.Delay(s_every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtFlagsAsync(CancellationToken cancellation)
    {
        var advice = VictoriaAdvice.Of(await client.StatusAsync(cancellation).ConfigureAwait(false), policy.Interval);
        status.Advise(advice);
        foreach (var one in advice)
        {
            logger.ServerNeedsAttention(one);
        }
    }
}
