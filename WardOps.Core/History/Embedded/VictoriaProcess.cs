using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WardOps.Core.History.Embedded;

/// <summary>One run of the embedded server.</summary>
internal sealed class VictoriaProcess : IDisposable
{
    private const long LargestLog = 10 * 1024 * 1024;

    // The shell only points the output at the file and then becomes the server, same process id. A pipe to WardOps would
    // break when WardOps is killed. Where setsid exists, Ctrl-C in a terminal does not reach the server: it must outlive the last write.
    private const string Script = "log=$1; shift; exec $(command -v setsid) \"$@\" >>\"$log\" 2>&1";

    private readonly Process _process;

    private VictoriaProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    public Uri Address { get; }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>A loopback port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Starts the server; it answers some time later.</summary>
    /// <param name="binary">Path of victoria-metrics.</param>
    /// <param name="folders">Where it keeps things.</param>
    /// <param name="retentionMonths">How long samples are kept, in months of 31 days.</param>
    /// <param name="roundLength">Length of a round: two samples closer than 10 s are one, unless rounds are shorter.</param>
    /// <param name="port">Loopback port.</param>
    public static VictoriaProcess Start(string binary, VictoriaFolders folders, int retentionMonths, TimeSpan roundLength, int port)
    {
        Directory.CreateDirectory(folders.Storage);
        Directory.CreateDirectory(folders.Logs);
        if (new FileInfo(folders.LogFile) is { Exists: true, Length: > LargestLog })
        {
            File.Move(folders.LogFile, folders.LogFile + ".1", overwrite: true);
        }

        var dedup = Math.Min(10, roundLength.TotalSeconds);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = folders.Storage };
        string[] arguments =
        [
            "-c", Script, "sh", folders.LogFile, binary,
            folders.StorageArgument,
            string.Create(CultureInfo.InvariantCulture, $"-retentionPeriod={retentionMonths}"),
            string.Create(CultureInfo.InvariantCulture, $"-dedup.minScrapeInterval={dedup:0.###}s"),
            "-maxLabelsPerTimeseries=30",
            "-search.latencyOffset=1s",
            string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=127.0.0.1:{port}"),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{binary} could not be started.");
        try
        {
            PidFile.OfThisProcess(process.Id).Write(folders.PidFile);
        }
        catch
        {
            Signals.AskToEnd(process.Id);
            process.Dispose();
            throw;
        }

        return new VictoriaProcess(process, port);
    }

    public Task WaitForExitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Asks it to end and waits; false if it had to be killed.</summary>
    public async Task<bool> StopAsync(TimeSpan patience, TimeProvider time)
    {
        if (_process.HasExited)
        {
            return true;
        }

        Signals.AskToEnd(_process.Id);
        using var timeout = new CancellationTokenSource(patience, time);
        try
        {
            await _process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            Signals.End(_process.Id);
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return false;
        }
    }

    public void Dispose() => _process.Dispose();
}
