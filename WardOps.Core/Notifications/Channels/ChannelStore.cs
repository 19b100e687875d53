using Microsoft.EntityFrameworkCore;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Channels;

/// <summary>Keeps channels. Their secrets go in and are opened only to send.</summary>
public sealed class ChannelStore(IDbContextFactory<WardOpsDbContext> contexts, ISecretBox box)
{
    /// <summary>More are refused: each may have messages under way of its own.</summary>
    public const int Most = 100;

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<NotificationChannel>> AllAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Set<ChannelRow>().AsNoTracking().OrderBy(c => c.NameKey).ToListAsync(cancellation).ConfigureAwait(false);
            return [.. rows.Select(Of)];
        }
    }

    /// <param name="id">Which; null for a new one.</param>
    /// <param name="draft">How it shall be.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<SaveResult> SaveAsync(Guid? id, ChannelDraft draft, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var row = id is null ? null : await db.Set<ChannelRow>().SingleOrDefaultAsync(c => c.Id == id, cancellation).ConfigureAwait(false);
            if (id is not null && row is null)
            {
                return SaveResult.Refused("The channel does not exist any more.");
            }

            // A secret that was given for one server is not sent to another one because somebody has changed the address.
            var before = row is not null && IsSameServer(Of(row), draft) ? SecretsOf(row) ?? ChannelSecrets.None : ChannelSecrets.None;
            var secrets = draft.Secrets.Over(before);
            var faults = ChannelRules.Faults(draft, secrets);
            var key = draft.Name.Trim().ToUpperInvariant();
            if (await db.Set<ChannelRow>().AnyAsync(c => c.NameKey == key && c.Id != id, cancellation).ConfigureAwait(false))
            {
                faults.Add("Another channel has this name.");
            }

            if (row is null && await db.Set<ChannelRow>().CountAsync(cancellation).ConfigureAwait(false) >= Most)
            {
                faults.Add($"There are {Most} channels already.");
            }

            if (faults.Count > 0)
            {
                return SaveResult.Refused(faults);
            }

            if (row is null)
            {
                row = new ChannelRow { Id = Guid.CreateVersion7(), Name = "", NameKey = "", Settings = "", Secrets = "" };
                db.Add(row);
            }

            (row.Name, row.NameKey, row.Kind, row.Enabled) = (draft.Name.Trim(), key, draft.Kind, draft.Enabled);
            row.Settings = StoredJson.Write(draft.Settings with { UrlHost = ChannelRules.HostOf(secrets.Url) });
            row.Secrets = box.Seal(StoredJson.Write(secrets));
            row.Version++;
            return await SavedAsync(db, row.Id, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Refused while a route uses it. What waits to be sent over it can not be sent any more: it becomes dead letters.</summary>
    public async Task<SaveResult> RemoveAsync(Guid id, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var routes = await db.Set<RouteRow>().AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
            var users = routes.Select(RouteStore.Of).Where(r => r.ChannelId == id || r.EscalateTo == id).Select(r => r.Name).ToList();
            if (users.Count > 0)
            {
                return SaveResult.Refused($"It is used by {string.Join(", ", users)}. Let these routes use another channel first.");
            }

            var transaction = await db.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await db.Set<DeliveryRow>().Where(d => d.ChannelId == id && (d.State == DeliveryState.Waiting || d.State == DeliveryState.Claimed))
                    .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Dead).SetProperty(x => x.LastError, "The channel was removed."), cancellation)
                    .ConfigureAwait(false);
                var gone = await db.Set<ChannelRow>().Where(c => c.Id == id).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                return gone > 0 ? SaveResult.Done(id) : SaveResult.Refused("The channel does not exist any more.");
            }
        }
    }

    /// <summary>A channel with its secrets; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">Its secrets cannot be opened.</exception>
    internal async Task<OpenChannel?> OpenAsync(Guid id, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var row = await db.Set<ChannelRow>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation).ConfigureAwait(false);
            return row is null ? null : new OpenChannel(Of(row), SecretsOf(row) ?? throw new InvalidOperationException(
                $"The secrets of the channel {row.Name} cannot be opened: the keys they were sealed with are not in the data folder. Type them in again on the page Notifications."));
        }
    }

    internal static NotificationChannel Of(ChannelRow row) => new(row.Id, row.Name, row.Kind, row.Enabled, StoredJson.Read<ChannelSettings>(row.Settings), row.Version);

    private static bool IsSameServer(NotificationChannel was, ChannelDraft draft)
        => was.Kind == draft.Kind && was.Settings.Host == draft.Settings.Host && was.Settings.Url == draft.Settings.Url;

    private static async Task<SaveResult> SavedAsync(WardOpsDbContext db, Guid id, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
            return SaveResult.Done(id);
        }
        catch (DbUpdateException)
        {
            return SaveResult.Refused("Somebody else has changed it at the same moment. Load the page anew and try again.");
        }
    }

    private ChannelSecrets? SecretsOf(ChannelRow row) => box.Open(row.Secrets) is { } json ? StoredJson.Read<ChannelSecrets>(json) : null;
}
