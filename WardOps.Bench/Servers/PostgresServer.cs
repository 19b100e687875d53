using System.Diagnostics;
using System.Globalization;
using WardOps.Bench.Report;
using WardOps.Core.History.Embedded;

namespace WardOps.Bench.Servers;

/// <summary>A real PostgreSQL: a new cluster in a folder of its own on a free loopback port, with the settings it comes with.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _tools;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wardops-bench-pg-");
    private readonly int _port = VictoriaProcess.FreePort();

    private readonly IDisposable _atExit;

    private PostgresServer(string tools)
    {
        _tools = tools;
        _atExit = AtExit.Do(() => EndAsync().GetAwaiter().GetResult());
    }

    /// <summary>Connection string of the database "ward".</summary>
    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database=ward;Username=ward;Timeout=15;Command Timeout=600");

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Starts one; null, said in the report, if there is no PostgreSQL on this machine.</summary>
    public static async Task<PostgresServer?> StartAsync(BenchReport report)
    {
        const string Root = "/usr/lib/postgresql";
        var tools = Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root).Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (tools is null)
        {
            report.Missing("a PostgreSQL server. Fix: apt-get install postgresql");
            return null;
        }

        var server = new PostgresServer(tools);
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root; the package brings a user for it.
            await RunAsync("chown", "postgres", server._folder.FullName);
        }

        await server.ToolAsync("initdb", "-D", server.Data, "-U", "ward", "-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
        await server.ToolAsync(
            "pg_ctl", "-D", server.Data, "-l", Path.Combine(server._folder.FullName, "log"), "-w",
            "-o", string.Create(CultureInfo.InvariantCulture, $"-p {server._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_wal_size=4GB -c shared_buffers=1GB"), "start");
        await server.ToolAsync("createdb", "-h", "127.0.0.1", "-p", server._port.ToString(CultureInfo.InvariantCulture), "-U", "ward", "ward");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _atExit.Dispose();
        await EndAsync();
    }

    private async Task EndAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await ToolAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        }

        _folder.Delete(recursive: true);
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        process.BeginOutputReadLine();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(file)} ended with {process.ExitCode}.");
        }
    }

    private Task ToolAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine(_tools, tool);
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }
}
