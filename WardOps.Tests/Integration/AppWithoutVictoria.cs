using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace WardOps.Tests.Integration;

/// <summary>The whole application on the demo fleet, with rounds of one second on the simulated network, and with a VictoriaMetrics that is away.</summary>
public sealed class AppWithoutVictoria : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wardops-app-");

    public async ValueTask InitializeAsync()
    {
        using var http = CreateClient();
        for (var i = 0; i < 240; i++)
        {
            if ((await http.GetStringAsync(new Uri("/api/v1/dashboard/stats", UriKind.Relative))).Contains("\"devices_up\":877", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(250);
        }

        throw new TimeoutException("The simulated fleet did not come up within a minute.");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    public T Get<T>()
        where T : notnull
        => Services.GetRequiredService<T>();

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Development");

    protected override IHost CreateHost(IHostBuilder builder)
    {
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("WARDOPS_DATA", _data.FullName),
            new("VICTORIA_URL", "http://127.0.0.1:9"),   // the discard port: nobody listens
            new("Demo:Enabled", "true"),
            new("Demo:Faults", "false"),
            new("Probing:Transport", "Simulated"),
            new("Probing:Interval", "00:00:01"),
            new("Probing:Timeout", "00:00:00.150"),
            new("Probing:TickInterval", "00:00:00.100"),
        ]));
        return base.CreateHost(builder);
    }
}
