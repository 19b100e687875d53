using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WardOps.Core.Storage;

namespace WardOps.Core.Devices.Demo;

/// <summary>Loads the demo fleet into an empty store; never over devices that are there.</summary>
internal sealed class DemoSeeder(IDbContextFactory<WardOpsDbContext> contexts, ILogger<DemoSeeder> logger) : IStoreOpenedStep
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.Set<Device>().AnyAsync(cancellation).ConfigureAwait(false))
            {
                logger.DemoNotNeeded();
                return;
            }

            var fleet = DemoFleet.Create();
            db.AddRange(fleet.Branches);
            db.AddRange(fleet.Devices);
            await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
            logger.DemoLoaded(fleet.Devices.Count, fleet.Branches.Count);
        }
    }
}
