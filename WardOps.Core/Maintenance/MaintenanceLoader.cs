using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WardOps.Core.Maintenance.Storage;
using WardOps.Core.Storage;

namespace WardOps.Core.Maintenance;

/// <summary>Reads all maintenance windows from the store and swaps the set: before the first device is known, so that nobody is told of one that is being worked on.</summary>
public sealed class MaintenanceLoader(IDbContextFactory<WardOpsDbContext> contexts, MaintenanceWindows windows, ILogger<MaintenanceLoader> logger) : IStoreOpenedStep, IDisposable
{
    // Reading and swapping are one step: an older reading must not be swapped in after a newer one.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public void Dispose() => _gate.Dispose();

    public Task RunAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<MaintenanceSet> LoadAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                var rows = await db.Set<MaintenanceWindowRow>().AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
                var set = MaintenanceSet.Of(rows.Select(Window).OfType<MaintenanceWindow>());
                windows.Swap(set);
                logger.WindowsLoaded(set.Windows.Length);
                return set;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Null for a row that cannot be read: one bad row must not silence, or un-silence, the others.</summary>
    private MaintenanceWindow? Window(MaintenanceWindowRow row)
    {
        try
        {
            return MaintenanceColumns.Window(row);
        }
        catch (JsonException ex)
        {
            logger.WindowUnreadable(row.Name, row.Id, ex);
            return null;
        }
    }
}
