using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace WardOps.E2E.Infrastructure;

/// <summary>WardOps as a process of its own, started like a user starts it, so that it can be killed.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private AppProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    /// <summary>The last lines it printed, for the message of a failed test.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the demo on a free loopback port, with its data in <paramref name="data"/>, and waits until it answers.</summary>
    public static async Task<AppProcess> StartDemoAsync(string data, CancellationToken cancellation)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        // A shell that runs the tests in the background has SIGINT ignored, and children inherit that; a person's terminal does not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "WardOps.Web.dll"), "--demo", "--contentRoot", WebFolder()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WARDOPS_DATA"] = data;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";   // static web assets of a build, not of a publish
        start.Environment.Remove("VICTORIA_URL");
        start.Environment.Remove("ConnectionStrings__WardOps");

        var app = new AppProcess(Process.Start(start)!, address);
        await Poll.UntilAsync(
            async () => (await app.Http.GetAsync("/healthz", cancellation)).IsSuccessStatusCode, TimeSpan.FromSeconds(60), () => app.Output, cancellation);
        return app;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation)
        => await Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellation);

    /// <summary>kill -9: the process gets no chance to write anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>What Ctrl-C does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync(TimeSpan limit)
    {
        Signals.Interrupt(_process.Id);
        await _process.WaitForExitAsync().WaitAsync(limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            Signals.Interrupt(_process.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(45));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    internal static string WebFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WardOps.Web.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository."), "WardOps.Web");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        while (_output.Count > 200)
        {
            _output.TryDequeue(out _);
        }
    }
}
