using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace WardOps.Core.History.Victoria.Transport;

/// <summary>
/// Carries questions and bodies to VictoriaMetrics. One retry, at once, where a kept-alive connection was closed under the request (the server
/// does that after two minutes) or, for questions, where the connection went before the first byte of the answer: both are safe to repeat.
/// Everything else is for the caller to wait over.
/// </summary>
internal sealed class VictoriaTransport(IHttpClientFactory clients, VictoriaEndpoint endpoint, TransportLimits limits, TimeProvider time)
{
    private const int LongestReply = 4096;
    private const int LongestPage = 16 * 1024 * 1024;

    public TransportLimits Limits => limits;

    public VictoriaRoutes? Routes => endpoint.Current.Routes;

    /// <summary>Asks the reading side; the answer has begun to come when this returns.</summary>
    /// <exception cref="HistoryUnavailableException">No answer, a refusal, or something that is no answer of VictoriaMetrics.</exception>
    public async Task<VictoriaAnswer> AskAsync(VictoriaQuestion question, CancellationToken cancellation)
    {
        var routes = Routes ?? throw VictoriaFaults.NotRunning(question.What);
        var faults = new VictoriaFaults(question.What, $"{Seconds(limits.QueryTimeout)} (History:QueryTimeout)", routes.SelectCredentials);
        var deadline = new Deadline(limits.QueryTimeout, time, cancellation);
        try
        {
            for (var mayRepeat = true; ; mayRepeat = false)
            {
                try
                {
                    return await AskOnceAsync(routes, question, deadline, faults).ConfigureAwait(false);
                }
                catch (Exception ex) when (mayRepeat && VictoriaHttp.IsClosed(ex) && !deadline.Token.IsCancellationRequested)
                {
                    // Asked again, once.
                }
            }
        }
        catch (Exception ex)
        {
            var fault = faults.From(ex, deadline, received: 0);
            deadline.Dispose();
            if (fault is null)
            {
                throw;
            }

            throw fault;
        }
    }

    /// <summary>Hands over a body; the answer's status is for the caller to judge. A success is no proof of being on disk.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the time is up.</exception>
    public async Task<HttpResponseMessage> ImportAsync(ReadOnlyMemory<byte> body, bool isGzip, CancellationToken cancellation)
    {
        var routes = Routes ?? throw new HttpRequestException(HttpRequestError.ConnectionError, "VictoriaMetrics is not running now.");
        using var deadline = new Deadline(limits.ImportTimeout, time, cancellation);
        for (var mayRepeat = true; ; mayRepeat = false)
        {
            using var request = Request(HttpMethod.Post, new Uri(routes.Insert, "api/v1/import/prometheus"), routes.InsertCredentials);
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            if (isGzip)
            {
                request.Content.Headers.ContentEncoding.Add("gzip");
            }

            try
            {
                using var answer = await SendAsync(request, deadline).ConfigureAwait(false);
                // Nobody knows how long an error page is, or whether it ends.
                var said = answer.IsSuccessStatusCode ? "" : await ReadTextAsync(answer, LongestReply, deadline.Token).ConfigureAwait(false);
                return new HttpResponseMessage(answer.StatusCode) { Content = new StringContent(routes.InsertCredentials.Scrub(said)) };
            }
            catch (HttpRequestException ex) when (
                mayRepeat && VictoriaHttp.IsClosed(ex) && VictoriaHttp.WasKeptAlive(request) && !deadline.Token.IsCancellationRequested)
            {
                // A copy that had arrived after all costs nothing: the same samples are the same samples.
            }
        }
    }

    /// <summary>Hands over a body and takes no for an error.</summary>
    /// <exception cref="HistoryUnavailableException">The server cannot be reached, or refused it.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> body, bool isGzip, string what, CancellationToken cancellation)
    {
        var credentials = (Routes ?? throw VictoriaFaults.NotRunning(what)).InsertCredentials;
        var faults = new VictoriaFaults(what, Seconds(limits.ImportTimeout), credentials);
        try
        {
            using var answer = await ImportAsync(body, isGzip, cancellation).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                throw faults.Refused(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            }
        }
        catch (Exception ex) when (ex is OperationCanceledException or HttpRequestException or IOException && !cancellation.IsCancellationRequested)
        {
            throw faults.NotTaken(ex);
        }
    }

    /// <summary>A small page of a server: its status and its text.</summary>
    /// <exception cref="HistoryUnavailableException">No answer, or an endless one.</exception>
    public async Task<(HttpStatusCode Status, string Text)> GetPageAsync(Uri at, VictoriaCredentials credentials, CancellationToken cancellation)
    {
        var faults = new VictoriaFaults(at.AbsolutePath, Seconds(limits.PageTimeout), credentials);
        using var deadline = new Deadline(limits.PageTimeout, time, cancellation);
        try
        {
            using var request = Request(HttpMethod.Get, at, credentials);
            using var answer = await SendAsync(request, deadline).ConfigureAwait(false);
            var text = await ReadTextAsync(answer, LongestPage + 1, deadline.Token).ConfigureAwait(false);
            return text.Length <= LongestPage ? (answer.StatusCode, text) : throw faults.TooLarge(LongestPage);
        }
        catch (Exception ex) when (faults.From(ex, deadline, received: 0) is { } fault)
        {
            throw fault;
        }
    }

    private static string Seconds(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.###} seconds");

    private static HttpRequestMessage Request(HttpMethod method, Uri at, VictoriaCredentials credentials)
    {
        var request = new HttpRequestMessage(method, at);
        request.Headers.Authorization = credentials.Header;
        return request;
    }

    private static async Task<string> ReadTextAsync(HttpResponseMessage answer, int most, CancellationToken cancellation)
    {
        var stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var text = new MemoryStream();
            var buffer = new byte[Math.Min(most, 16 * 1024)];
            int count;
            while (text.Length < most && (count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                text.Write(buffer, 0, (int)Math.Min(count, most - text.Length));
            }

            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
    }

    private async Task<VictoriaAnswer> AskOnceAsync(VictoriaRoutes routes, VictoriaQuestion question, Deadline deadline, VictoriaFaults faults)
    {
        using var request = Request(HttpMethod.Post, new Uri(routes.Select, question.Path), routes.SelectCredentials);
        request.Content = new FormUrlEncodedContent(
        [
            .. question.Form,
            // The server stops working on what nobody waits for any more, and a cluster says so when a part of it is away.
            new("timeout", string.Create(CultureInfo.InvariantCulture, $"{(long)limits.QueryTimeout.TotalMilliseconds}ms")),
            new("deny_partial_response", "1"),
        ]);
        var response = await SendAsync(request, deadline).ConfigureAwait(false);
        VictoriaAnswer? answer = null;
        try
        {
            await CheckAsync(response, question, deadline, faults).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            answer = new VictoriaAnswer(
                response.Content.Headers.ContentEncoding.Count > 0 ? new GzipBody(body) : body, response, deadline, faults, limits.MostBytes);
            await answer.BeginAsync().ConfigureAwait(false);
            return answer;
        }
        catch
        {
            if (answer is not null)
            {
                await answer.ReleaseAsync().ConfigureAwait(false);
            }

            response.Dispose();
            throw;
        }
    }

    private async Task CheckAsync(HttpResponseMessage response, VictoriaQuestion question, Deadline deadline, VictoriaFaults faults)
    {
        var headers = response.Content.Headers;
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            throw faults.Moved(response.StatusCode, response.Headers.Location);
        }

        var isHtml = headers.ContentType?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) ?? false;
        if (!response.IsSuccessStatusCode || isHtml)
        {
            var said = await ReadTextAsync(response, LongestReply, deadline.Token).ConfigureAwait(false);
            throw response.IsSuccessStatusCode ? faults.Html(said) : faults.Refused(response.StatusCode, said);
        }

        if (headers.ContentEncoding.Any(encoding => !encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)) || headers.ContentEncoding.Count > 1)
        {
            throw faults.Unreadable($"Content-Encoding: {string.Join(", ", headers.ContentEncoding)}");
        }

        if (headers.ContentLength > limits.MostBytes)
        {
            throw faults.TooLarge(limits.MostBytes);
        }

        if (question.IsLines && headers.ContentLength is null && response.Headers.TransferEncodingChunked is not true && response.Version.Major < 2)
        {
            throw faults.Torn("it does not say where the answer ends, so half of it could not be told from all. A proxy between must speak HTTP/1.1.");
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Deadline deadline)
        => clients.CreateClient(VictoriaClient.ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
}
