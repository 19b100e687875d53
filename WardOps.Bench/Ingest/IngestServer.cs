using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.History;
using WardOps.Core.History.Embedded;
using WardOps.Core.History.Spool;
using WardOps.Core.History.Victoria;

namespace WardOps.Bench.Ingest;

/// <summary>A real VictoriaMetrics with an empty folder, and the product's own writing side before it: encoder, spool on disk, client.</summary>
internal sealed class IngestServer : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly VictoriaProcess _process;
    private readonly ServiceProvider _services;

    private IngestServer(DirectoryInfo data, VictoriaProcess process)
    {
        (_data, _process) = (data, process);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("WARDOPS_DATA", data.FullName), new("VICTORIA_URL", process.Address.ToString())])
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHistory(configuration);
        _services = services.BuildServiceProvider();
    }

    public RoundSpool Spool => _services.GetRequiredService<RoundSpool>();

    public SampleEncoder Encoder => _services.GetRequiredService<SampleEncoder>();

    public VictoriaClient Client => _services.GetRequiredService<VictoriaClient>();

    /// <summary>Null if there is no victoria-metrics on this machine.</summary>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public static async Task<IngestServer?> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("wardops-ingest-");
        var options = new HistoryOptions { DataFolder = data.FullName };
        if (VictoriaBinary.Find(options) is not { } binary)
        {
            data.Delete();
            return null;
        }

        var process = VictoriaProcess.Start(binary, new VictoriaFolders(options), options.RetentionMonths, TimeSpan.FromSeconds(10), VictoriaProcess.FreePort());
        var server = new IngestServer(data, process);
        for (var i = 0; i < 100; i++)
        {
            if (await server.Client.IsHealthyAsync(process.Address, CancellationToken.None))
            {
                return server;
            }

            await Task.Delay(100);
        }

        await server.DisposeAsync();
        throw new TimeoutException($"{binary} did not answer within 10 seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _process.StopAsync(TimeSpan.FromSeconds(15), TimeProvider.System);
        _process.Dispose();
        _data.Delete(recursive: true);
    }
}
