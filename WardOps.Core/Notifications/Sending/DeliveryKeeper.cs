using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WardOps.Core.Notifications.Sending;

/// <summary>Counts what waits, for the meters, and clears away what is old.</summary>
internal sealed class DeliveryKeeper(DeliveryBook book, IOptions<NotificationOptions> options, TimeProvider time, ILogger<DeliveryKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await book.CountAsync(stoppingToken).ConfigureAwait(false);
                await book.ClearAsync(time.GetUtcNow().AddDays(-options.Value.KeepDays), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ClearFailed(ex);
            }
        }
    }
}
