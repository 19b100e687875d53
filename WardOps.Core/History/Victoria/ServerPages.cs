using System.Net;
using System.Text.Json;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria;

/// <summary>What a server says of itself, and the little that can be asked of it as a server.</summary>
internal sealed class ServerPages(VictoriaClient client, VictoriaTransport transport, TimeProvider time)
{
    /// <summary>A constant: answered by whoever answers questions, without a look at the disk.</summary>
    private const string Anything = "1";

    public async Task<VictoriaServerState> StatusAsync(CancellationToken cancellation)
    {
        try
        {
            // /health and /metrics answer without credentials; whether questions are answered, only a question tells.
            await client.QueryAsync(Anything, time.GetUtcNow(), cancellation).ConfigureAwait(false);
            var metrics = await MetricsAsync(cancellation).ConfigureAwait(false);
            return new VictoriaServerState(true, null)
            {
                Version = metrics?.All.FirstOrDefault(m => m.Name == "vm_app_version")?.Label("short_version") is { Length: > 0 } version ? version : null,
                StartedAt = metrics?.Value("vm_app_start_timestamp") is > 0 and < 1e11 and var seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null,
                RetentionPeriod = metrics?.Flag("retentionPeriod"),
                DedupInterval = metrics?.Flag("dedup.minScrapeInterval"),
                LatencyOffset = metrics?.Flag("search.latencyOffset"),
            };
        }
        catch (HistoryUnavailableException ex)
        {
            return new VictoriaServerState(false, ex.Message);
        }
    }

    public async Task<ServerMetrics?> MetricsAsync(CancellationToken cancellation)
    {
        var routes = transport.Routes ?? throw VictoriaFaults.NotRunning("/metrics");
        if (routes.Server is not { } server)
        {
            return null;
        }

        var (status, text) = await transport.GetPageAsync(new Uri(server, "metrics"), routes.SelectCredentials, cancellation).ConfigureAwait(false);
        // Forbidden with a -metricsAuthKey: then it does not say.
        return status == HttpStatusCode.OK ? ServerMetrics.Parse(text)
            : status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound ? null
            : throw new VictoriaFaults("/metrics", "", routes.SelectCredentials).Refused(status, text);
    }

    public async Task<double?> StartedAtAsync(CancellationToken cancellation)
    {
        if (await MetricsAsync(cancellation).ConfigureAwait(false) is { } metrics)
        {
            return metrics.Value("vm_app_start_timestamp");
        }

        await client.QueryAsync(Anything, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        return null;
    }

    public async Task<bool> IsHealthyAsync(Uri at, VictoriaCredentials credentials, CancellationToken cancellation)
    {
        try
        {
            return (await transport.GetPageAsync(new Uri(at, "health"), credentials, cancellation).ConfigureAwait(false)).Status == HttpStatusCode.OK;
        }
        catch (HistoryUnavailableException)
        {
            return false;
        }
    }

    public async Task<long> SeriesCountAsync(CancellationToken cancellation)
    {
        const string Path = "api/v1/series/count";
        var answer = await transport.AskAsync(new VictoriaQuestion(Path, Path, []), cancellation).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            while (!answer.IsComplete)
            {
                await answer.FillAsync().ConfigureAwait(false);
            }

            try
            {
                var reader = new Utf8JsonReader(answer.Unread);
                using var json = JsonDocument.ParseValue(ref reader);
                return json.RootElement.GetProperty("data")[0].GetInt64();
            }
            catch (Exception ex) when (ex is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
            {
                throw answer.Faults.Unreadable(answer.Beginning(), ex);
            }
        }
    }

    public async Task<bool> ResetCacheAsync(CancellationToken cancellation)
    {
        // One vmselect tells the others that it knows; a single server takes no notice.
        const string Path = "internal/resetRollupResultCache?propagate=1";
        var routes = transport.Routes ?? throw VictoriaFaults.NotRunning(Path);
        if (routes.Cache is not { } cache)
        {
            return false;
        }

        var (status, text) = await transport.GetPageAsync(new Uri(cache, Path), routes.SelectCredentials, cancellation).ConfigureAwait(false);
        return status == HttpStatusCode.OK ? true : throw new VictoriaFaults(Path, "", routes.SelectCredentials).Refused(status, text);
    }
}
