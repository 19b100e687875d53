using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WardOps.Core.Alerts;
using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.Status;
using WardOps.Core.Storage;
using WardOps.Tests.Integration;

namespace WardOps.Tests.Storage;

/// <summary>The rooms around one device store, registered as in production, on a database of its own.</summary>
public sealed class StoreFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly ServiceProvider _services;

    private StoreFixture(DirectoryInfo data, string? connection, TimeProvider? time, params (string Key, string Value)[] settings)
    {
        _data = data;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(DataFolder.Key, data.FullName),
            new("ConnectionStrings:WardOps", connection),
            .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)),
        ]).Build();
        _services = new ServiceCollection()
            .AddSingleton(time ?? TimeProvider.System)
            .AddLogging(log => log.SetMinimumLevel(LogLevel.None))
            .AddStorage(configuration)
            .AddStatus(configuration)
            .AddAlerts(configuration)
            .AddMaintenance()
            .AddDevices(configuration)
            .BuildServiceProvider();
    }

    public static StoreFixture Sqlite(params (string Key, string Value)[] settings) => new(Directory.CreateTempSubdirectory("wardops-store-"), null, null, settings);

    /// <summary>The same on a clock of its own.</summary>
    public static StoreFixture Sqlite(TimeProvider time) => new(Directory.CreateTempSubdirectory("wardops-store-"), null, time);

    public static async Task<StoreFixture> PostgresAsync(PostgresServer server, params (string Key, string Value)[] settings)
        => new(Directory.CreateTempSubdirectory("wardops-store-"), await server.NewDatabaseAsync(), null, settings);

    /// <summary>The same on a clock of its own.</summary>
    public static async Task<StoreFixture> PostgresAsync(PostgresServer server, TimeProvider time) => new(Directory.CreateTempSubdirectory("wardops-store-"), await server.NewDatabaseAsync(), time);

    /// <summary>Another process on the same store.</summary>
    public StoreFixture Again()
    {
        var provider = Get<StoreProvider>();
        return new StoreFixture(_data, provider.IsSqlite ? null : provider.ConnectionString, Get<TimeProvider>());
    }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    /// <summary>Migrates, then runs what waits for the store, in order.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await Get<StoreMigrator>().MigrateAsync(cancellation);
        foreach (var step in _services.GetServices<IStoreOpenedStep>())
        {
            await step.RunAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_data.Exists)
        {
            _data.Delete(recursive: true);
            _data.Refresh();
        }
    }
}
