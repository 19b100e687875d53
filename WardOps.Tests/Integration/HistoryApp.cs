using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;
using WardOps.Core.Status;
using WardOps.Tests.History;
using WardOps.Tests.History.Reports;

namespace WardOps.Tests.Integration;

/// <summary>The whole application on a real socket, with devices of a test's own; history is scripted, or a real VictoriaMetrics.</summary>
public class HistoryApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wardops-history-");
    private readonly string? _victoria;

    public HistoryApp()
        : this(null)
    {
    }

    /// <param name="victoria">Address of a real server; null for a scripted history.</param>
    protected HistoryApp(Uri? victoria)
    {
        _victoria = victoria?.ToString();
        UseKestrel(0);
    }

    /// <summary>The only device with a scripted history, unless a test says otherwise.</summary>
    internal static WatchedDevice Device { get; } = Rounds.Device(1, "ფილიალი 1", "ვაკე");

    /// <summary>Up, but for the first minute of every hour.</summary>
    internal TruthReader Reader { get; } = new([Device.Id], (_, at) => at.Minute == 0 ? 0 : 1, Rounds.Interval);

    /// <summary>The start of an hour that has been over for long.</summary>
    internal static DateTimeOffset Hour { get; } = DateTimeOffset.UnixEpoch.AddHours((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3600) - 48);

    internal RoundLedger Ledger => Services.GetRequiredService<RoundLedger>();

    public virtual async ValueTask InitializeAsync()
    {
        StartServer();
        // The device store replaces the devices once, when it opens.
        await Eventually.TrueAsync(() => Services.GetRequiredService<DeviceCatalog>().Current.Version > 0);
        await WatchAsync(Device);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A client that unpacks nothing by itself.</summary>
    public HttpClient Client() => new() { BaseAddress = ClientOptions.BaseAddress };

    /// <summary>Replaces the devices; returns when the board has them.</summary>
    internal Task WatchAsync(params WatchedDevice[] devices)
    {
        Services.GetRequiredService<DeviceCatalog>().Swap(devices);
        var board = Services.GetRequiredService<StatusBoard>();
        return Eventually.TrueAsync(() => board.Current.Catalog == Services.GetRequiredService<DeviceCatalog>().Current);
    }

    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage reply)
        => await reply.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        if (_victoria is null)
        {
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<IHistoryReader>(_ => new QueuedReader(Reader));
                // It would ask questions of its own, and they are counted here.
                services.Remove(services.Single(s => s.ImplementationType == typeof(SumsRebuild)));
            });
        }
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("WARDOPS_DATA", _data.FullName),
            new("VICTORIA_URL", _victoria ?? "http://127.0.0.1:9"),   // the discard port: nobody listens
            new("Probing:Transport", "Simulated"),
        ]));
        return base.CreateHost(builder);
    }
}
