using WardOps.Tests.Integration;

namespace WardOps.E2E.Infrastructure;

/// <summary>As docker-compose.yml runs it: PostgreSQL, and a VictoriaMetrics that somebody else started.</summary>
public sealed class ServerSite : Site
{
    private readonly PostgresServer _postgres = new();
    private VictoriaServer? _victoria;
    private string? _connection;

    protected override IEnumerable<KeyValuePair<string, string?>> StoreSettings =>
    [
        new("ConnectionStrings:WardOps", _connection),
        new("VICTORIA_URL", _victoria!.Address.ToString()),
    ];

    protected override async ValueTask StartStoresAsync()
    {
        _connection = await _postgres.NewDatabaseAsync();
        _victoria = await VictoriaServer.StartAsync();
    }

    protected override async ValueTask StopStoresAsync()
    {
        _victoria?.Dispose();
        await _postgres.DisposeAsync();
    }
}
