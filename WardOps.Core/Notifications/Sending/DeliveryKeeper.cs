using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WardOps.Core.Notifications.Sending;

/// <summary>Counts what waits, for the meters, and clears away what is old.</summary>
internal sealed class DeliveryKeeper(DeliveryBook book, StoreGate gate, IOptions<NotificationOptions> options, TimeProvider time, ILogger<DeliveryKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_clearEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _clearedAt = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(s_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await book.CountAsync(stoppingToken).ConfigureAwait(false);
                var now = time.GetUtcNow();
                if (now < _clearedAt || now - _clearedAt >= s_clearEvery)
                {
                    await book.ClearAsync(now.AddDays(-options.Value.KeepDays), stoppingToken).ConfigureAwait(false);
                    _clearedAt = now;
                }
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ClearFailed(ex);
            }
        }
    }
}
