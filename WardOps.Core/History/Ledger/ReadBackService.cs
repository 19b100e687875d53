using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WardOps.Core.History.Ledger;

/// <summary>Reads acknowledged rounds back, all the time and at its leisure.</summary>
internal sealed class ReadBackService(RoundReadBack readBack, ReadBackState state, TimeProvider time, ILogger<ReadBackService> logger) : BackgroundService
{
    private const int FailuresToMention = 3;   // a server that starts needs a moment

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = s_pause;
            try
            {
                pause = await readBack.StepAsync(stoppingToken).ConfigureAwait(false);
                if (failures >= FailuresToMention)
                {
                    logger.ReadBackAgain();
                }

                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (HistoryUnavailableException ex)
            {
                if (++failures >= FailuresToMention)
                {
                    state.Failed(ex.Message);
                }

                if (failures == FailuresToMention)
                {
                    logger.ReadBackFailed(ex.Message);
                }
            }
            catch (Exception ex)
            {
                logger.ReadBackBroke(ex);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
