using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Sending;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>The first half of the way of a message: from the outbox of the alert book to deliveries. Everything it knows is in the store.</summary>
internal sealed class NotificationDispatcher(
    EventTaker taker,
    Reminders reminders,
    GroupFlusher flusher,
    AlertSignal signal,
    SendSignal sending,
    DispatchState state,
    StoreGate gate,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<NotificationDispatcher> logger) : BackgroundService
{
    // A group that waits ten seconds should not wait twenty.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    private DateTimeOffset _reminded = DateTimeOffset.MinValue;

    /// <summary>One pass. How many deliveries it made.</summary>
    internal async Task<int> PassAsync(CancellationToken cancellation)
    {
        while (await taker.TakeAsync(cancellation).ConfigureAwait(false) == EventTaker.Batch)
        {
            // There is more.
        }

        var now = time.GetUtcNow();
        if (now < _reminded || now - _reminded >= options.Value.PollEvery)   // the clock may have been set back
        {
            await reminders.AddAsync(cancellation).ConfigureAwait(false);
            _reminded = now;
        }

        var made = await flusher.FlushAsync(cancellation).ConfigureAwait(false);
        state.Passed(time.GetUtcNow());
        return made;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken).ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (await PassAsync(stoppingToken).ConfigureAwait(false) > 0)
                {
                    sending.Raise();
                }
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                if (state.Problem != ex.Message)
                {
                    logger.DispatchFailed(ex);
                }

                state.Failed(ex.Message);
            }

            var atMost = await flusher.AnySoonAsync(stoppingToken).ConfigureAwait(false) ? s_soon : options.Value.PollEvery;
            await PatientWait.ForAsync(signal.WaitAsync, atMost, time, stoppingToken).ConfigureAwait(false);
        }
    }
}
