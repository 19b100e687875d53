using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace WardOps.E2E.Infrastructure;

/// <summary>The real application on a real port: real echoes, real stores, real VictoriaMetrics. Only the demo's faults are off, so that a test decides who falls silent.</summary>
public abstract class Site : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wardops-e2e-");

    public Uri Address => ClientOptions.BaseAddress;

    public async ValueTask InitializeAsync()
    {
        await StartStoresAsync();
        UseKestrel(0);
        StartServer();
        using var http = new HttpClient { BaseAddress = Address };
        await Poll.UntilAsync(
            async () => (await http.GetStringAsync(new Uri("/api/v1/dashboard/stats", UriKind.Relative))).Contains("\"devices_up\":877", StringComparison.Ordinal),
            TimeSpan.FromSeconds(90),
            () => "Not all 877 devices of the demo fleet came up.",
            CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await StopStoresAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Settings that say which stores are used; none for the embedded mode.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> StoreSettings => [];

    protected virtual ValueTask StartStoresAsync() => ValueTask.CompletedTask;

    protected virtual ValueTask StopStoresAsync() => ValueTask.CompletedTask;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Development");

    protected override IHost CreateHost(IHostBuilder builder)
    {
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("WARDOPS_DATA", _data.FullName),
            new("Demo:Enabled", "true"),
            new("Demo:Faults", "false"),
            new("Probing:AllowFaultInjection", "true"),
            .. StoreSettings,
        ]));
        return base.CreateHost(builder);
    }

    public T Get<T>()
        where T : notnull
        => Services.GetRequiredService<T>();
}
