using Microsoft.EntityFrameworkCore;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Heartbeats;

/// <summary>Keeps the address that is called every minute.</summary>
public sealed class HeartbeatStore(IDbContextFactory<WardOpsDbContext> contexts, ISecretBox box)
{
    /// <param name="enabled">Whether it is called.</param>
    /// <param name="url">Null or empty for the one that was.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<string>> SaveAsync(bool enabled, string? url, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var row = await db.Set<HeartbeatRow>().SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
            var given = string.IsNullOrWhiteSpace(url) ? null : url.Trim();
            if (given is null ? enabled && string.IsNullOrEmpty(row?.UrlHost) : !IsAddress(given))
            {
                return ["The address must begin with https:// or http://."];
            }

            if (row is null)
            {
                row = new HeartbeatRow { Url = "", UrlHost = "" };
                db.Add(row);
            }

            row.Enabled = enabled;
            row.Version++;
            if (given is not null)
            {
                (row.Url, row.UrlHost) = (box.Seal(given), ChannelRules.HostOf(given)!);
            }

            try
            {
                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
                return [];
            }
            catch (DbUpdateException)
            {
                return ["Somebody else has changed it at the same moment. Load the page anew and try again."];
            }
        }
    }

    /// <summary>Whether it is called, whose it is, and the address; null for the address if there is none or it cannot be opened.</summary>
    internal async Task<(bool Enabled, string UrlHost, Uri? Url)> LoadAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Set<HeartbeatRow>().AsNoTracking().SingleOrDefaultAsync(cancellation).ConfigureAwait(false) is { } row
                ? (row.Enabled, row.UrlHost, row.Url.Length > 0 && box.Open(row.Url) is { } url ? new Uri(url) : null)
                : (false, "", null);
        }
    }

    private static bool IsAddress(string url) => url.Length <= 2000 && Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http");
}
