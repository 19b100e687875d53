using System.Diagnostics;
using System.Globalization;
using WardOps.Core.History;
using WardOps.Core.History.Embedded;

namespace WardOps.Tests.Integration;

/// <summary>A real victoria-metrics on a free loopback port in a temporary folder, which can be killed and started again there.</summary>
public sealed class VictoriaServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wardops-vm-").FullName;
    private readonly string _binary;
    private readonly string[] _more;
    private Process? _process;

    private VictoriaServer(string binary, int port, string[] more)
    {
        (_binary, _more) = (binary, more);
        Port = port;
    }

    public int Port { get; }

    /// <summary>With the prefix of its paths, if it was started with one.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}{Prefix}/"));

    private string Prefix => _more.FirstOrDefault(a => a.StartsWith("-http.pathPrefix=", StringComparison.Ordinal))?.Split('=')[1] ?? "";

    /// <param name="more">Arguments beside the usual ones, such as -httpAuth.username=x.</param>
    public static async Task<VictoriaServer> StartAsync(params string[] more)
    {
        var server = new VictoriaServer(Binary(), VictoriaProcess.FreePort(), more);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Path of the binary; the test is skipped without one, and fails on CI.</summary>
    public static string Binary()
    {
        var binary = VictoriaBinary.Find(new HistoryOptions());
        if (binary is null)
        {
            Require.Missing("No victoria-metrics binary: apt-get install victoria-metrics.");
        }

        return binary!;
    }

    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(_binary) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            $"-storageDataPath={_folder}", "-retentionPeriod=12", "-dedup.minScrapeInterval=10s", "-maxLabelsPerTimeseries=30",
            "-search.latencyOffset=1s", string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=127.0.0.1:{Port}"),
        ];
        foreach (var argument in arguments.Concat(_more))
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var client = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                return (await client.GetAsync(new Uri(Address, "health"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    /// <summary>Makes everything written visible at once, also new series, which nobody may have asked for before.</summary>
    public async Task FlushAsync()
    {
        using var client = new HttpClient();
        (await client.GetAsync(new Uri(Address, "internal/force_flush"), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    /// <summary>In good order: everything is on disk.</summary>
    public Task StopAsync()
    {
        Signals.AskToEnd(_process!.Id);
        return EndedAsync();
    }

    /// <summary>As a power cut does it.</summary>
    public Task KillAsync()
    {
        _process!.Kill();
        return EndedAsync();
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task EndedAsync()
    {
        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }
}
