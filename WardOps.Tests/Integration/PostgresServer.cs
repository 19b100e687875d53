using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace WardOps.Tests.Integration;

/// <summary>A real PostgreSQL of our own: a new cluster in a temporary folder on a free loopback port, started when first asked for, once per run.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wardops-pg-");
    private readonly int _port = FreePort();
    private string? _tools;
    private bool _isRunning;

    /// <summary>Connection string of a database that nobody else uses; it does not exist yet.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await StartAsync();
        return Connection($"t{Guid.NewGuid():N}");
    }

    public string Connection(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database={database};Username=wardops;Pooling=true;Timeout=5;Maximum Pool Size=20");

    /// <summary>Starts the server if it does not run.</summary>
    public async Task StartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_isRunning)
            {
                return;
            }

            if (_tools is null)
            {
                _tools = FindTools();
                await InitAsync();
            }

            await RunAsync("pg_ctl", "-D", Data, "-l", Path.Combine(_folder.FullName, "log"), "-w", "-o", Options, "start");
            _isRunning = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops it at once, as a crash would; connections break.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_isRunning)
            {
                await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
                _isRunning = false;
                NpgsqlConnection.ClearAllPools();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
        _gate.Dispose();
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    // No fsync: these data live for a minute.
    private string Options => string.Create(CultureInfo.InvariantCulture, $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200");

    /// <summary>Folder of the newest server binaries.</summary>
    private static string FindTools()
    {
        const string Root = "/usr/lib/postgresql";
        var folder = Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root).Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault()
            : null;
        if (folder is null)
        {
            Require.Missing("No PostgreSQL server was found. Fix: apt-get install postgresql");
        }

        return folder!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task InitAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root; the package brings a user for it.
            await ProcessAsync("chown", "postgres", _folder.FullName);
        }

        await RunAsync("initdb", "-D", Data, "-U", "wardops", "-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
    }

    private Task RunAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine(_tools!, tool);
        return Environment.IsPrivilegedProcess
            ? ProcessAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : ProcessAsync(path, arguments);
    }

    private async Task ProcessAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.BeginOutputReadLine();   // read and thrown away: its errors go to our own error output
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(file)} ended with {process.ExitCode}.");
        }
    }
}
