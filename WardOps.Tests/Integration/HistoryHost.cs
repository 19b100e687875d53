using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.Integration;

/// <summary>History as WardOps runs it, without the rest.</summary>
internal sealed class HistoryHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DirectoryInfo _data;

    private HistoryHost(IHost host, DirectoryInfo data) => (_host, _data) = (host, data);

    public IRoundHistory History => Get<IRoundHistory>();

    public IHistoryReader Reader => Get<IHistoryReader>();

    public HistoryState State => Get<IHistoryStatus>().Current;

    public RollingSums Sums => Get<RollingSums>();

    public DeviceCatalog Catalog => Get<DeviceCatalog>();

    public static async Task<HistoryHost> StartAsync(
        IReadOnlyDictionary<string, string?> configuration, IEnumerable<WatchedDevice> devices, Action<IServiceCollection>? more = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var data = Directory.CreateTempSubdirectory("wardops-history-");
        builder.Configuration.AddInMemoryCollection([new("WARDOPS_DATA", data.FullName)]);
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHistory(builder.Configuration);
        more?.Invoke(builder.Services);
        var host = builder.Build();
        host.Services.GetRequiredService<DeviceCatalog>().Swap(devices);
        await host.StartAsync();
        return new HistoryHost(host, data);
    }

    public static Task<HistoryHost> StartAsync(VictoriaServer server, params WatchedDevice[] devices)
        => StartAsync(new Dictionary<string, string?> { ["VICTORIA_URL"] = server.Address.ToString() }, devices);

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public Task AllWrittenAsync() => Eventually.TrueAsync(() => State is { WaitingRounds: 0 });

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _data.Delete(recursive: true);
    }
}
