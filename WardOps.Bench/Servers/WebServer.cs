using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using WardOps.Core.History.Embedded;

namespace WardOps.Bench.Servers;

/// <summary>WardOps itself as a process of its own, as a user starts it, so that it can be killed and its CPU is its own.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly string _data;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process? _process;
    private IDisposable? _atExit;

    /// <param name="data">Its data folder.</param>
    /// <param name="environment">Settings.</param>
    public WebServer(string data, IReadOnlyDictionary<string, string> environment)
    {
        (_data, _environment) = (data, environment);
        Http = new HttpClient
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{VictoriaProcess.FreePort()}/")),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public HttpClient Http { get; }

    /// <summary>What it printed.</summary>
    public string LogFile => Path.Combine(_data, "wardops.log");

    /// <summary>Memory that it really holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>How long its garbage collections have stopped it since its start, in seconds.</summary>
    public async Task<double> PauseSecondsAsync() => (await Http.GetStringAsync("metrics")).Split('\n')
        .Where(line => line.StartsWith("dotnet_gc_pause_time_seconds_total", StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Directory.CreateDirectory(_data);
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", LogFile, "dotnet", Path.Combine(AppContext.BaseDirectory, "WardOps.Web.dll"), "--contentRoot", AppContext.BaseDirectory]);
        start.Environment.Remove("VICTORIA_URL");
        start.Environment.Remove("ConnectionStrings__WardOps");
        start.Environment["WARDOPS_DATA"] = _data;
        start.Environment["ASPNETCORE_URLS"] = Http.BaseAddress!.ToString();
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        _atExit ??= AtExit.Do(End);
        _process = Process.Start(start)!;
        await Waiting.ForAsync(
            async () => (await Http.GetAsync("healthz")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), $"WardOps did not start; see {LogFile}");
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>kill -9: it gets no chance to write anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>In good order.</summary>
    public async Task StopAsync()
    {
        Signals.AskToEnd(_process!.Id);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        _atExit?.Dispose();
        Http.Dispose();
        End();
        _process?.Dispose();
    }

    private void End()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
