using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices.Names;
using WardOps.Core.Storage;

namespace WardOps.Core.Devices;

/// <summary>Reads all devices from the store and swaps the catalog.</summary>
public sealed class CatalogLoader(IDbContextFactory<WardOpsDbContext> contexts, DeviceCatalog catalog, HostNames names, ProbePolicy policy, ILogger<CatalogLoader> logger) : IStoreOpenedStep, IDisposable
{
    // Reading and swapping are one step: an older reading must not be swapped in after a newer one.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public Task RunAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public void Dispose() => _gate.Dispose();

    public async Task<Catalog> LoadAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await ReadAndSwapAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Catalog> ReadAndSwapAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Set<Device>().AsNoTracking().Include(d => d.Branch).Include(d => d.Parents).OrderBy(d => d.Id).ToListAsync(cancellation).ConfigureAwait(false);
            var loaded = catalog.Swap(rows.Select(Watched).OfType<WatchedDevice>());
            logger.CatalogLoaded(loaded.Devices.Length, loaded.Probed.Length);
            if (!loaded.Parents.Circle.IsEmpty)
            {
                logger.CircleOfParents(DeviceRules.Circle([.. loaded.Parents.Circle.Select(d => d.Name)]));
            }

            if (loaded.Probed.Select(d => (Device: d, Why: policy.WhyNotObeyed(d).FirstOrDefault())).Where(d => d.Why is not null).ToList() is [var first, ..] all)
            {
                logger.SettingsNotObeyed(all.Count, first.Device.Name, first.Why!);
            }

            return loaded;
        }
    }

    /// <summary>Null for a row that cannot be probed: one bad row must not keep the fleet unwatched.</summary>
    private WatchedDevice? Watched(Device row)
    {
        if (DeviceRules.Address(row.Ip) is { } stored)
        {
            var name = IPAddress.TryParse(stored, out var address) ? null : stored;
            return new WatchedDevice(
                0, row.Id, row.Name, address ?? names[name!].Address, row.Branch!.Name, row.Branch.Region, row.DeviceType, row.ParentIds(), row.Enabled)
            {
                HostName = name,
                BranchId = row.BranchId,
                Tags = row.Tags,
                Probe = row.Probe(),
            };
        }

        logger.UnusableAddress(row.Name, row.Id, row.Ip);
        return null;
    }
}
