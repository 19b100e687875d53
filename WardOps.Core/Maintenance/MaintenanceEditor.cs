using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance.Storage;
using WardOps.Core.Storage;

namespace WardOps.Core.Maintenance;

/// <summary>Changes maintenance windows in the store and swaps the set after each change, so that it takes effect with the next tick.</summary>
public sealed class MaintenanceEditor(
    IDbContextFactory<WardOpsDbContext> contexts, MaintenanceLoader loader, MaintenanceWindows windows, DeviceCatalog catalog, TimeProvider time, ILogger<MaintenanceEditor> logger) : IDisposable
{
    private const string ChangedMeanwhile = "Somebody else changed the maintenance window in the meantime. Look at it again and repeat your change.";
    private const string IsOver = "It is over. It is kept as it was, since reports read it; make a new one.";
    private const string Unreadable = "Its row in maintenance_windows cannot be read: it was changed by hand or by a newer version. Mend it there.";

    private readonly SemaphoreSlim _gate = new(1, 1);

    public void Dispose() => _gate.Dispose();

    public Task<MaintenanceEdit> AddAsync(MaintenanceDraft draft, string by, CancellationToken cancellation)
        => ChangeAsync(null, null, (_, now) => MaintenanceChanges.Add(draft, catalog.Current, by, now), by, cancellation);

    /// <summary>The window becomes what the draft says: itself if nothing that has been would become untrue, else another one takes its place.</summary>
    /// <param name="id">The window.</param>
    /// <param name="version">The version that was looked at; null for whatever it is now.</param>
    /// <param name="draft">What it is to be.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<MaintenanceEdit> UpdateAsync(Guid id, long? version, MaintenanceDraft draft, string by, CancellationToken cancellation)
        => ChangeAsync(id, version, (was, now) => MaintenanceChanges.Update(was!, draft, catalog.Current, by, now), by, cancellation);

    /// <summary>Nobody is alerted of some devices from now until a time. Where just the same ones are muted already, that lasts longer instead, and never shorter.</summary>
    public Task<MaintenanceEdit> MuteAsync(string name, string reason, DeviceScope scope, DateTimeOffset until, string by, CancellationToken cancellation)
        => ChangeAsync(
            null, null, (_, now) => MaintenanceChanges.Mute(windows.Current, new MaintenanceDraft(name, reason, scope, new OneOffPlan(now, until)), until, catalog.Current, by, now), by, cancellation);

    /// <summary>It takes place no more. One that has begun is ended and kept, one that has not is deleted.</summary>
    public Task<MaintenanceEdit> RemoveAsync(Guid id, string by, CancellationToken cancellation)
        => ChangeAsync(id, null, (was, now) => MaintenanceChanges.Remove(was!, by, now), by, cancellation);

    /// <summary>What takes place now ends now; one that comes again comes again.</summary>
    public Task<MaintenanceEdit> EndNowAsync(Guid id, string by, CancellationToken cancellation)
        => ChangeAsync(id, null, (was, now) => MaintenanceChanges.EndNow(was!, by, now), by, cancellation);

    /// <summary>What takes place now ends later. Of one that comes again only this time is longer: a single one goes on where it ends.</summary>
    public Task<MaintenanceEdit> ExtendAsync(Guid id, DateTimeOffset until, string by, CancellationToken cancellation)
        => ChangeAsync(id, null, (was, now) => MaintenanceChanges.Extend(was!, until, by, now), by, cancellation);

    /// <summary>One edit at a time. Nothing is told to have been done before it is in the store.</summary>
    private async Task<MaintenanceEdit> ChangeAsync(
        Guid? id, long? version, Func<MaintenanceWindow?, DateTimeOffset, MaintenanceStep> change, string by, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                var rows = db.Set<MaintenanceWindowRow>();
                var row = id is null ? null : await rows.SingleOrDefaultAsync(w => w.Id == id, cancellation).ConfigureAwait(false);
                var step = id is not null && row is null ? MaintenanceStep.Not(MaintenanceEdit.Gone) : Change(row, version, change);
                if (step.Edit.IsDone && !await SaveAsync(db, row, step, cancellation).ConfigureAwait(false))
                {
                    return MaintenanceEdit.Conflict(ChangedMeanwhile);
                }

                Tell(step, by);
                return step.Edit;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private MaintenanceStep Change(MaintenanceWindowRow? row, long? version, Func<MaintenanceWindow?, DateTimeOffset, MaintenanceStep> change)
    {
        var now = MaintenanceChanges.Neat(time.GetUtcNow());
        try
        {
            var was = row is null ? null : MaintenanceColumns.Window(row);
            return version is { } seen && seen != was?.Version ? MaintenanceStep.Conflict(ChangedMeanwhile)
                : was?.IsOver(now) == true ? MaintenanceStep.Conflict(IsOver)
                : change(was, now);
        }
        catch (JsonException)
        {
            return MaintenanceStep.Conflict(Unreadable);
        }
    }

    /// <returns>False if somebody else was faster.</returns>
    private async Task<bool> SaveAsync(WardOpsDbContext db, MaintenanceWindowRow? row, MaintenanceStep step, CancellationToken cancellation)
    {
        if (step.Changed is { } changed)
        {
            var changing = row ?? await db.Set<MaintenanceWindowRow>().SingleOrDefaultAsync(w => w.Id == changed.Id, cancellation).ConfigureAwait(false);
            if (changing is null || changing.Version != changed.Version - 1)
            {
                return false;
            }

            MaintenanceColumns.Fill(changing, changed);
        }

        if (step.Made is { } made)
        {
            db.Add(MaintenanceColumns.Row(made));
        }

        if (step.Deleted is not null)
        {
            db.Remove(row!);
        }

        try
        {
            await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        await loader.LoadAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    private void Tell(MaintenanceStep step, string by)
    {
        if (step.Changed is { } changed)
        {
            if (changed.EndedAt is null)
            {
                logger.WindowChanged(by, changed.Name, changed.Id);
            }
            else
            {
                logger.WindowEnded(by, changed.Name, changed.Id);
            }
        }

        if (step.Made is { } made)
        {
            logger.WindowMade(by, made.Name, made.Id);
        }

        if (step.Deleted is { } gone)
        {
            logger.WindowDeleted(by, gone.Name, gone.Id);
        }
    }
}
