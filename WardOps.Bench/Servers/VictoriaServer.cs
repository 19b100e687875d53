using System.Diagnostics;
using System.Globalization;
using WardOps.Core.History;
using WardOps.Core.History.Embedded;

namespace WardOps.Bench.Servers;

/// <summary>A real victoria-metrics on a free loopback port with its data in a folder of its own; it can be killed, stopped and started again there.</summary>
internal sealed class VictoriaServer : IDisposable
{
    private readonly string _binary;
    private readonly string _folder;
    private readonly string[] _arguments;
    private Process? _process;
    private IDisposable? _atExit;

    /// <param name="binary">Path of victoria-metrics.</param>
    /// <param name="folder">For its data.</param>
    /// <param name="roundLength">Samples closer to each other than this are one.</param>
    /// <param name="more">Further flags.</param>
    public VictoriaServer(string binary, string folder, TimeSpan roundLength, params string[] more)
    {
        (_binary, _folder) = (binary, folder);
        var port = VictoriaProcess.FreePort();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _arguments =
        [
            $"-storageDataPath={folder}",
            "-retentionPeriod=12",
            string.Create(CultureInfo.InvariantCulture, $"-dedup.minScrapeInterval={roundLength.TotalSeconds}s"),
            "-maxLabelsPerTimeseries=30",
            "-search.latencyOffset=1s",
            string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=127.0.0.1:{port}"),
            .. more,
        ];
    }

    public Uri Address { get; }

    public string Folder => _folder;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>CPU time it has used since it was started.</summary>
    public TimeSpan Cpu => _process is { HasExited: false } process ? Refreshed(process).TotalProcessorTime : TimeSpan.Zero;

    /// <summary>The binary; null, said in the report, if there is none.</summary>
    public static string? FindBinary(Report.BenchReport report)
    {
        var binary = VictoriaBinary.Find(new HistoryOptions());
        if (binary is null)
        {
            report.Missing("victoria-metrics. Fix: apt-get install victoria-metrics");
        }

        return binary;
    }

    public async Task StartAsync()
    {
        Directory.CreateDirectory(_folder);
        // Its own words would fill a pipe that nobody reads.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", _folder + ".log", _binary, .. _arguments]);
        _atExit ??= AtExit.Do(End);
        _process = Process.Start(start)!;
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        await Waiting.ForAsync(
            async () => (await http.GetAsync("health")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), $"victoria-metrics did not start; see {_folder}.log");
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync()
    {
        _process!.Kill();
        return EndedAsync();
    }

    /// <summary>In good order.</summary>
    public Task StopAsync()
    {
        Signals.AskToEnd(_process!.Id);
        return EndedAsync();
    }

    public void Dispose()
    {
        _atExit?.Dispose();
        End();
        _process?.Dispose();
    }

    private static Process Refreshed(Process process)
    {
        process.Refresh();
        return process;
    }

    private void End()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private async Task EndedAsync()
    {
        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }
}
