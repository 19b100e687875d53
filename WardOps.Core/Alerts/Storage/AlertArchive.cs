using Microsoft.EntityFrameworkCore;
using WardOps.Core.Devices;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts.Storage;

/// <summary>What pages and the API read of stored alerts. Says in words when the store cannot be read.</summary>
public sealed class AlertArchive(IDbContextFactory<WardOpsDbContext> contexts, AlertReader reader, DeviceCatalog catalog)
{
    /// <summary>Most alerts of one part of a list.</summary>
    public const int MostAtOnce = 500;

    /// <summary>Closed alerts, or all, the newest opened first.</summary>
    /// <param name="query">Which; whether somebody sees to them is asked of open ones only, and left out here, as is the order.</param>
    /// <param name="closedOnly">Whether open ones are left out.</param>
    /// <param name="from">Opened then or later; null for no restriction.</param>
    /// <param name="to">Opened before; null for no restriction.</param>
    /// <param name="after">Where the part before ended; null for the first.</param>
    /// <param name="most">1 to <see cref="MostAtOnce"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="AlertStoreException">The store cannot be read.</exception>
    public Task<AlertSlice> PageAsync(
        AlertQuery query, bool closedOnly, DateTimeOffset? from, DateTimeOffset? to, AlertCursor? after, int most, CancellationToken cancellation) => AskAsync(
            async db =>
            {
                var rows = Filter(db.Set<AlertRow>().AsNoTracking(), query);
                rows = closedOnly ? rows.Where(a => a.ClosedAt != null) : rows;
                rows = from is { } begin ? rows.Where(a => a.OpenedAt >= begin) : rows;
                rows = to is { } end ? rows.Where(a => a.OpenedAt < end) : rows;
                if (after is { OpenedAt: var at, Id: var id })
                {
                    rows = rows.Where(a => a.OpenedAt < at || (a.OpenedAt == at && a.Id < id));
                }

                var found = await rows.OrderByDescending(a => a.OpenedAt).ThenByDescending(a => a.Id).Take(most + 1).ToListAsync(cancellation).ConfigureAwait(false);
                return AlertSlice.Of([.. found.Select(reader.Alert)], most);
            },
            cancellation);

    /// <summary>All that is stored of one; null if there is none.</summary>
    /// <exception cref="AlertStoreException">The store cannot be read.</exception>
    public Task<AlertFile?> FileAsync(Guid id, CancellationToken cancellation) => AskAsync(
        async db =>
        {
            if (await db.Set<AlertRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellation).ConfigureAwait(false) is not { } row)
            {
                return null;
            }

            // Its lines are read after it: there may be more than it says, but never fewer.
            return new AlertFile(reader.Alert(row), row.HandedOverAt, await reader.EventsAsync(id, cancellation).ConfigureAwait(false));
        },
        cancellation);

    private IQueryable<AlertRow> Filter(IQueryable<AlertRow> rows, AlertQuery query)
    {
        rows = query.Severity is { } severity ? rows.Where(a => a.Severity == severity) : rows;
        rows = query.Kind is { } kind ? rows.Where(a => a.Kind == kind) : rows;
        rows = query.Region is { } region ? rows.Where(a => a.Region == region) : rows;
        rows = query.Branch is { } branch ? rows.Where(a => a.Branch == branch) : rows;
        if (query.DeviceId is { } device)
        {
            var member = device.ToString();
            rows = rows.Where(a => (a.SubjectKind == AlertSubjectKind.Device && a.SubjectId == device)
                || (a.SubjectKind == AlertSubjectKind.Branch && a.Members != null && a.Members.Contains(member)));
        }

        if (query.Search is { } search)
        {
            // Neither database folds the case of all letters, so names have a folded twin, and branches are looked for where the case can be folded.
            var key = search.ToUpperInvariant();
            var branches = catalog.Current.Devices.Select(d => d.Branch).Where(b => b.Contains(search, StringComparison.OrdinalIgnoreCase)).Distinct().Take(200).ToList();
            rows = rows.Where(a => a.NameKey.Contains(key) || a.Ip.Contains(search) || a.Branch.Contains(search) || a.Message.Contains(search) || branches.Contains(a.Branch));
        }

        return rows;
    }

    private async Task<T> AskAsync<T>(Func<WardOpsDbContext, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                return await ask(db).ConfigureAwait(false);
            }
        }
        catch (Exception ex) when (AlertStoreException.Is(ex))
        {
            throw new AlertStoreException(ex);
        }
    }
}
