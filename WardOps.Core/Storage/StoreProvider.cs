using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace WardOps.Core.Storage;

/// <summary>Which database holds the device store, and how to reach it.</summary>
public sealed class StoreProvider
{
    private StoreProvider(string name, string connectionString, string? file)
    {
        Name = name;
        ConnectionString = connectionString;
        File = file;
    }

    /// <summary>PostgreSQL or SQLite.</summary>
    public string Name { get; }

    /// <summary>Full path of the SQLite file; null on PostgreSQL.</summary>
    public string? File { get; }

    public bool IsSqlite => File is not null;

    internal string ConnectionString { get; }

    public static StoreProvider Postgres(string connectionString) => new("PostgreSQL", connectionString, null);

    /// <summary>Private cache and pooling; the library itself waits up to ten seconds for a lock.</summary>
    public static StoreProvider Sqlite(string file) => new(
        "SQLite",
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 10, Pooling = true, ForeignKeys = true }.ToString(),
        file);

    public DbContextOptionsBuilder<T> Configure<T>(DbContextOptionsBuilder<T> options)
        where T : DbContext
    {
        options.UseSnakeCaseNamingConvention();
        _ = IsSqlite
            ? options.UseSqlite(ConnectionString).AddInterceptors(SqlitePragmas.Instance)
            : options.UseNpgsql(ConnectionString);
        return options;
    }
}
