using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WardOps.Core.Storage;

namespace WardOps.Core.Devices;

/// <summary>Reads all devices from the store and swaps the catalog.</summary>
public sealed class CatalogLoader(IDbContextFactory<WardOpsDbContext> contexts, DeviceCatalog catalog, ILogger<CatalogLoader> logger) : IStoreOpenedStep
{
    public Task RunAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<Catalog> LoadAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Set<Device>().AsNoTracking().Include(d => d.Branch).OrderBy(d => d.Id).ToListAsync(cancellation).ConfigureAwait(false);
            var loaded = catalog.Swap(rows.Select(Watched).OfType<WatchedDevice>());
            logger.CatalogLoaded(loaded.Devices.Length, loaded.Probed.Length);
            return loaded;
        }
    }

    /// <summary>Null for a row that cannot be probed: one bad row must not keep the fleet unwatched.</summary>
    private WatchedDevice? Watched(Device row)
    {
        if (IPAddress.TryParse(row.Ip, out var address) && address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new WatchedDevice(0, row.Id, row.Name, address, row.Branch!.Name, row.Branch.Region, row.DeviceType, row.ParentId, row.Enabled);
        }

        logger.UnusableAddress(row.Name, row.Id, row.Ip);
        return null;
    }
}
