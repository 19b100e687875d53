using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WardOps.Core.History.Embedded;
using WardOps.Tests.Integration;

namespace WardOps.Tests.Notifications.Servers;

/// <summary>A real Alertmanager (Debian's prometheus-alertmanager) on a free loopback port. It tells a webhook what it takes alerts for.</summary>
internal sealed class AlertmanagerServer : IAsyncDisposable
{
    private const string Binary = "/usr/bin/prometheus-alertmanager";

    private readonly string _folder = Directory.CreateTempSubdirectory("wardops-am-").FullName;
    private readonly HttpClient _client = new();
    private readonly Process _process;

    private AlertmanagerServer(int port, string webhook)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        var configuration = Path.Combine(_folder, "alertmanager.yml");
        File.WriteAllText(configuration, $$"""
            route: { receiver: hook, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
            receivers: [ { name: hook, webhook_configs: [ { url: '{{webhook}}', send_resolved: true } ] } ]
            """);
        string[] arguments =
        [
            $"--config.file={configuration}", $"--storage.path={_folder}", "--cluster.listen-address=",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
        ];
        _process = Process.Start(new ProcessStartInfo(Binary, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public static async Task<AlertmanagerServer> StartAsync(string webhook)
    {
        if (!File.Exists(Binary))
        {
            Require.Missing("No Alertmanager to test with: apt-get install prometheus-alertmanager.");
        }

        var server = new AlertmanagerServer(VictoriaProcess.FreePort(), webhook);
        await Eventually.TrueAsync(server.IsReadyAsync, 30);
        return server;
    }

    /// <summary>What fires there now.</summary>
    public async Task<IReadOnlyList<JsonNode>> FiringAsync()
        => [.. (await _client.GetFromJsonAsync<JsonArray>(new Uri(Address, "api/v2/alerts?active=true"), TestContext.Current.CancellationToken))!.OfType<JsonNode>()];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _client.GetAsync(new Uri(Address, "-/ready"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
