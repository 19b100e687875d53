using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace WardOps.Core.History.Victoria;

/// <summary>Speaks to VictoriaMetrics over HTTP.</summary>
internal sealed class VictoriaClient(IHttpClientFactory clients, VictoriaEndpoint endpoint, TimeProvider time)
{
    public const string ClientName = "victoria";
    private const string HowToHelp = "Check that VictoriaMetrics runs and answers (its address is VICTORIA_URL, or WardOps starts it itself); what is not written yet waits in memory.";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Hands over one round; the answer's status is for the caller to judge. A success is no proof of being on disk.</summary>
    public async Task<HttpResponseMessage> ImportAsync(EncodedRound round, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var content = new ByteArrayContent(round.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        if (round.IsGzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return await clients.CreateClient(ClientName).PostAsync(At("api/v1/import/prometheus"), content, either.Token).ConfigureAwait(false);
    }

    /// <summary>One value per series at one moment.</summary>
    public async Task<List<VictoriaSeries>> QueryAsync(string query, DateTimeOffset at, CancellationToken cancellation)
    {
        using var answer = await AskAsync(
            "api/v1/query", query, [new("query", query), new("time", Seconds(at)), new("nocache", "1")], cancellation).ConfigureAwait(false);
        return VictoriaAnswers.Query(answer.RootElement);
    }

    /// <summary>Values at start, start + step, ... up to the end, inclusive. Without the result cache: replayed rounds must show at once.</summary>
    public async Task<List<VictoriaSeries>> QueryRangeAsync(
        string query, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellation)
    {
        KeyValuePair<string, string>[] form =
        [
            new("query", query),
            new("start", Seconds(start)),
            new("end", Seconds(end)),
            new("step", step.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
            new("nocache", "1"),
        ];
        using var answer = await AskAsync("api/v1/query_range", query, form, cancellation).ConfigureAwait(false);
        return VictoriaAnswers.Query(answer.RootElement);
    }

    /// <summary>Raw samples of [from, to).</summary>
    public Task<List<VictoriaSeries>> ExportAsync(string selector, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        KeyValuePair<string, string>[] form =
        [
            new("match[]", selector), new("start", Seconds(from)), new("end", Seconds(to.AddMilliseconds(-1))),
        ];
        return PostAsync("api/v1/export", selector, form, ReadLinesAsync, cancellation);
    }

    /// <summary>When the server was started, in seconds since the Unix epoch; null if it does not say.</summary>
    public async Task<double?> StartedAtAsync(CancellationToken cancellation)
    {
        var text = await MetricsAsync(cancellation).ConfigureAwait(false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("vm_app_start_timestamp ")
                && double.TryParse(line[line.LastIndexOf(' ')..], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            {
                return seconds;
            }
        }

        return null;
    }

    /// <summary>The server's own metrics, as Prometheus text.</summary>
    public async Task<string> MetricsAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        return await clients.CreateClient(ClientName).GetStringAsync(At("metrics"), either.Token).ConfigureAwait(false);
    }

    /// <summary>Whether a server answers there.</summary>
    public async Task<bool> IsHealthyAsync(Uri at, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var answer = await clients.CreateClient(ClientName).GetAsync(new Uri(at, "health"), either.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception ex) when (ex is HttpRequestException || (ex is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private static string Seconds(DateTimeOffset time)
        => (time.ToUnixTimeMilliseconds() / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    private static async Task<List<VictoriaSeries>> ReadLinesAsync(Stream stream, CancellationToken cancellation)
    {
        var all = new List<VictoriaSeries>();
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                using var series = JsonDocument.Parse(line);
                all.Add(VictoriaAnswers.Export(series.RootElement));
            }
        }

        return all;
    }

    private Task<JsonDocument> AskAsync(string path, string query, KeyValuePair<string, string>[] form, CancellationToken cancellation)
        => PostAsync(path, query, form, (stream, token) => JsonDocument.ParseAsync(stream, default, token), cancellation);

    private async Task<T> PostAsync<T>(
        string path,
        string query,
        KeyValuePair<string, string>[] form,
        Func<Stream, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, At(path));
            request.Content = new FormUrlEncodedContent(form);
            using var answer = await clients.CreateClient(ClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                var said = await answer.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
                throw new HistoryUnavailableException($"VictoriaMetrics refused {query} with {(int)answer.StatusCode}: {Short(said)}");
            }

            var stream = await answer.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await read(stream, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException ex) when (!cancellation.IsCancellationRequested)
        {
            throw new HistoryUnavailableException($"VictoriaMetrics did not answer {query} within {s_patience.TotalSeconds:0} seconds. {HowToHelp}", ex);
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException)
        {
            throw new HistoryUnavailableException($"VictoriaMetrics cannot be reached for {query}. {HowToHelp}", ex);
        }
        catch (Exception ex) when (ex is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new HistoryUnavailableException($"VictoriaMetrics answered {query} with something unreadable. {HowToHelp}", ex);
        }
    }

    private static string Short(string text) => text.Length <= 500 ? text : text[..500];

    private Uri At(string path)
        => endpoint.Current.Base is { } at
            ? new Uri(at, path)
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "VictoriaMetrics is not running now.");
}
