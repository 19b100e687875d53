using Microsoft.EntityFrameworkCore;

namespace WardOps.Core.Storage;

/// <summary>Gives out contexts of whichever provider is in use. Short-lived ones: one per operation, never across network I/O.</summary>
internal sealed class WardOpsDbContextFactory : IDbContextFactory<WardOpsDbContext>
{
    private readonly Func<WardOpsDbContext> _create;

    public WardOpsDbContextFactory(StoreProvider provider)
    {
        // Options are built once: EF caches its model by them.
        if (provider.IsSqlite)
        {
            var options = provider.Configure(new DbContextOptionsBuilder<SqliteWardOpsDbContext>()).Options;
            _create = () => new SqliteWardOpsDbContext(options);
        }
        else
        {
            var options = provider.Configure(new DbContextOptionsBuilder<PostgresWardOpsDbContext>()).Options;
            _create = () => new PostgresWardOpsDbContext(options);
        }
    }

    public WardOpsDbContext CreateDbContext() => _create();
}
