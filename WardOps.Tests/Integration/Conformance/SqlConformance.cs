using System.Runtime.Versioning;
using WardOps.Bench.Truth;
using WardOps.Core.Storage;

namespace WardOps.Tests.Integration.Conformance;

/// <summary>A table in a new database, made when the first test asks for it.</summary>
[SupportedOSPlatform("linux")]   // as WardOps.Bench is
internal sealed class SqlConformance : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wardops-sql-").FullName;

    public ITruthStore? Store { get; private set; }

    /// <param name="legacy">DDL of the legacy table; null for ours.</param>
    public async Task OnSqliteAsync(string? legacy)
        => Store = await SqlTruthStore.CreateAsync("SQLite", StoreProvider.Sqlite(Path.Combine(_folder, "history.db")), legacy, CancellationToken.None);

    /// <param name="server">A server.</param>
    /// <param name="legacy">DDL of the legacy table; null for ours.</param>
    public async Task OnPostgresAsync(PostgresServer server, string? legacy)
    {
        // A session in a place whose clocks jump: times must not care.
        var connection = await server.NewDatabaseAsync() + ";Timezone=Europe/Berlin";
        Store = await SqlTruthStore.CreateAsync("PostgreSQL", StoreProvider.Postgres(connection), legacy, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
