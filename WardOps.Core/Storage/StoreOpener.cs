using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WardOps.Core.Storage;

/// <summary>Opens the device store, however late it comes, and keeps <see cref="StoreStatus"/> true. The application starts without it.</summary>
internal sealed class StoreOpener(
    StoreMigrator migrator,
    StoreProvider provider,
    StoreStatus status,
    IDbContextFactory<WardOpsDbContext> contexts,
    IEnumerable<IStoreOpenedStep> steps,
    TimeProvider time,
    ILogger<StoreOpener> logger) : BackgroundService
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_checkEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (!await TryAsync(OpenAsync, stoppingToken).ConfigureAwait(false))
        {
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }

        logger.StoreOpened(provider.Name);
        using var timer = new PeriodicTimer(s_checkEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await TryAsync(LookAsync, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> attempt, CancellationToken cancellation)
    {
        try
        {
            await attempt(cancellation).ConfigureAwait(false);
            status.Set(new StoreState(provider.Name, true, null, null));
            return true;
        }
        catch (Exception ex) when (!cancellation.IsCancellationRequested)
        {
            if (status.Current.Problem != ex.Message)
            {
                logger.StoreAway(provider.Name, ex);
            }

            status.Set(new StoreState(provider.Name, false, ex.Message, Fix()));
            return false;
        }
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        await migrator.MigrateAsync(cancellation).ConfigureAwait(false);
        foreach (var step in steps)
        {
            await step.RunAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await db.Database.ExecuteSqlRawAsync("SELECT count(*) FROM \"__EFMigrationsHistory\"", cancellation).ConfigureAwait(false);
        }
    }

    private string Fix() => provider.File is { } file
        ? $"See that {file} and its folder can be written, then wait: it is tried again every few seconds."
        : "See that PostgreSQL runs and that ConnectionStrings__WardOps is right, then wait: it is tried again every few seconds.";
}
