using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Routes;

/// <summary>Keeps routes.</summary>
public sealed class RouteStore(IDbContextFactory<WardOpsDbContext> contexts)
{
    /// <summary>More are refused: each is asked for each event.</summary>
    public const int Most = 200;

    /// <summary>All, in the order in which they are asked.</summary>
    public async Task<IReadOnlyList<NotificationRoute>> AllAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await AllAsync(db, cancellation).ConfigureAwait(false);
        }
    }

    /// <param name="id">Which; null for a new one.</param>
    /// <param name="route">How it shall be.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<SaveResult> SaveAsync(Guid? id, NotificationRoute route, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var channels = await db.Set<ChannelRow>().Select(c => c.Id).ToListAsync(cancellation).ConfigureAwait(false);
            var faults = RouteRules.Faults(route, channels.ToHashSet());
            var key = route.Name.Trim().ToUpperInvariant();
            if (await db.Set<RouteRow>().AnyAsync(r => r.NameKey == key && r.Id != id, cancellation).ConfigureAwait(false))
            {
                faults.Add("Another route has this name.");
            }

            var row = id is null ? null : await db.Set<RouteRow>().SingleOrDefaultAsync(r => r.Id == id, cancellation).ConfigureAwait(false);
            if (id is not null && row is null)
            {
                return SaveResult.Refused("The route does not exist any more.");
            }

            if (row is null && await db.Set<RouteRow>().CountAsync(cancellation).ConfigureAwait(false) >= Most)
            {
                faults.Add($"There are {Most} routes already.");
            }

            if (faults.Count > 0)
            {
                return SaveResult.Refused(faults);
            }

            if (row is null)
            {
                row = new RouteRow { Id = Guid.CreateVersion7(), Name = "", NameKey = "", Definition = "" };
                db.Add(row);
            }

            row.Version++;
            (row.Name, row.NameKey) = (route.Name.Trim(), key);
            row.Definition = StoredJson.Write(Whole(route) with { Id = row.Id, Name = row.Name, Version = row.Version });
            try
            {
                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
                return SaveResult.Done(row.Id);
            }
            catch (DbUpdateException)
            {
                return SaveResult.Refused("Somebody else has changed it at the same moment. Load the page anew and try again.");
            }
        }
    }

    /// <summary>What it has told stays in the list of deliveries; what waits in it is not told any more.</summary>
    public async Task<SaveResult> RemoveAsync(Guid id, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Set<RouteRow>().Where(r => r.Id == id).ExecuteDeleteAsync(cancellation).ConfigureAwait(false) > 0
                ? SaveResult.Done(id)
                : SaveResult.Refused("The route does not exist any more.");
        }
    }

    internal static async Task<IReadOnlyList<NotificationRoute>> AllAsync(WardOpsDbContext db, CancellationToken cancellation)
    {
        var rows = await db.Set<RouteRow>().AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(Of).OrderBy(r => r.Order).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    internal static NotificationRoute Of(RouteRow row) => Whole(StoredJson.Read<NotificationRoute>(row.Definition)) with { Id = row.Id, Name = row.Name, Version = row.Version };

    /// <summary>JSON that leaves a list out leaves an array that is none.</summary>
    private static NotificationRoute Whole(NotificationRoute route) => route with
    {
        Kinds = route.Kinds.IsDefault ? [] : route.Kinds,
        RuleIds = route.RuleIds.IsDefault ? [] : route.RuleIds,
        Scope = route.Scope with { Values = route.Scope.Values.IsDefault ? ImmutableArray<string>.Empty : route.Scope.Values },
        Schedule = route.Schedule with { Hours = route.Schedule.Hours.IsDefault ? [] : route.Schedule.Hours },
    };
}
