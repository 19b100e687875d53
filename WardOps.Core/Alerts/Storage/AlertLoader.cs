using Microsoft.Extensions.Logging;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts.Storage;

/// <summary>Gives the book back what was open, when the store has opened and before the first device is known.</summary>
internal sealed class AlertLoader(AlertReader reader, AlertBook book, ILogger<AlertLoader> logger) : IStoreOpenedStep
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var open = await reader.OpenAsync(cancellation).ConfigureAwait(false);
        book.Restore(open);
        logger.AlertsRestored(open.Count);
    }
}
