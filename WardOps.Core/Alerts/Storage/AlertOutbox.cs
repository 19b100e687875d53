using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WardOps.Core.Alerts.Storage;

/// <summary>What batches of alerts have in common: their bound, and whom to wake when they are stored.</summary>
internal sealed class AlertOutbox(IOptions<AlertOptions> options, AlertSignal signal, ILogger<AlertOutbox> logger)
{
    private long _dropped;

    public int MostWaiting => options.Value.MostWaiting;

    /// <summary>Closed alerts that were dropped because the store was away for too long.</summary>
    public long DroppedAlerts => Interlocked.Read(ref _dropped);

    public void Stored(bool hasNews)
    {
        if (hasNews)
        {
            signal.Set();
        }
    }

    public void Dropped(int count)
    {
        Interlocked.Add(ref _dropped, count);
        logger.AlertsDropped(count);
    }
}
