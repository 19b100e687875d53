using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace WardOps.Core.Storage;

/// <summary>Brings the schema up to date; safe when several processes start at once.</summary>
internal sealed class StoreMigrator(IDbContextFactory<WardOpsDbContext> contexts, StoreProvider provider)
{
    private const int Attempts = 5;

    /// <summary>"WardOps1" in ASCII: what the advisory lock of its migrations is known by.</summary>
    private const long LockKey = 0x576172644f707331;

    public async Task MigrateAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await (provider.File is { } file ? MigrateSqliteAsync(file, cancellation) : MigratePostgresAsync(cancellation)).ConfigureAwait(false);
                return;
            }
            catch (PostgresException ex) when (attempt < Attempts && ex.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another process created the database in the same moment; the next attempt finds it.
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>EF's own lock is a row that a crash leaves behind for ever. The file lock ends with its process, so whoever holds it may remove such a row.</summary>
    private async Task MigrateSqliteAsync(string file, CancellationToken cancellation)
    {
        var held = await HoldAsync(file + ".migrating", cancellation).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await MigrateAsync("DELETE FROM \"__EFMigrationsLock\"", cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>EF's own lock ends with each migration's transaction, so two processes with two migrations to do meet in the second one. This one ends with its connection.</summary>
    private async Task MigratePostgresAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var creator = db.GetService<IRelationalDatabaseCreator>();
            if (!await creator.ExistsAsync(cancellation).ConfigureAwait(false))
            {
                await creator.CreateAsync(cancellation).ConfigureAwait(false);
            }
        }

        var held = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(provider.ConnectionString) { Pooling = false }.ToString());
        await using (held.ConfigureAwait(false))
        {
            await held.OpenAsync(cancellation).ConfigureAwait(false);
            var hold = new NpgsqlCommand($"SELECT pg_advisory_lock({LockKey})", held) { CommandTimeout = 120 };
            await using (hold.ConfigureAwait(false))
            {
                await hold.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            await MigrateAsync(null, cancellation).ConfigureAwait(false);
        }
    }

    private async Task MigrateAsync(string? clearStaleLock, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (clearStaleLock is not null && await HasLockTableAsync(db, cancellation).ConfigureAwait(false))
            {
                await db.Database.ExecuteSqlRawAsync(clearStaleLock, cancellation).ConfigureAwait(false);
            }

            await db.Database.MigrateAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<bool> HasLockTableAsync(WardOpsDbContext db, CancellationToken cancellation)
        => await db.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .SingleAsync(cancellation).ConfigureAwait(false) > 0;

    private static async Task<FileStream> HoldAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) when (File.Exists(path)) { await Task.Delay(100, cancellation).ConfigureAwait(false); }
        }
    }
}
