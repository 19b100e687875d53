using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Sending.Bodies;

namespace WardOps.Core.Notifications.Sending;

/// <summary>Posts messages. Never follows a redirect, reads little of the answer, and never repeats a secret in its words.</summary>
internal sealed class HttpSender(IHttpClientFactory clients) : IChannelSender
{
    /// <summary>Name of the client with whose handler it sends; the other one takes any certificate.</summary>
    public const string ClientName = "WardOps.Notifications";
    public const string TrustingClientName = "WardOps.Notifications.AnyCertificate";

    private const int LongestAnswer = 2048;
    private static readonly TimeSpan s_longestTalk = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromHours(1);

    public bool Sends(ChannelKind kind) => kind != ChannelKind.Email;

    public async Task<SendOutcome> SendAsync(OpenChannel channel, OutgoingMessage message, CancellationToken cancellation)
    {
        var draft = Draft(channel, message);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, draft.Address);
            request.Content = new StringContent(draft.Json, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", message.Key);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("WardOps", "1"));
            foreach (var (name, value) in draft.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var client = clients.CreateClient(channel.Settings.CheckCertificate ? ClientName : TrustingClientName);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return Judge(channel, answer, await TextAsync(answer, cancellation).ConfigureAwait(false), message.Now);
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException)
        {
            return new SendOutcome(SendVerdict.TryAgain, Secretless(channel, $"It could not be reached: {ex.InnerException?.Message ?? ex.Message}"));
        }
    }

    internal static HttpDraft Draft(OpenChannel channel, OutgoingMessage message) => channel.Channel.Kind switch
    {
        ChannelKind.Slack => SlackBody.Of(channel, message),
        ChannelKind.Teams => TeamsBody.Of(channel, message),
        ChannelKind.Telegram => TelegramBody.Of(channel, message),
        ChannelKind.Alertmanager => AlertmanagerBody.Of(channel, message),
        _ => WebhookBody.Of(channel, message),
    };

    private static SendOutcome Judge(OpenChannel channel, HttpResponseMessage answer, string text, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        var words = Secretless(channel, FormattableString.Invariant($"{status} {answer.StatusCode}{(text.Length > 0 ? ": " + text : "")}"));
        var after = RetryAfter(answer, text, now);
        return status switch
        {
            // Teams says "200" and puts into words that it did not take the message.
            >= 200 and < 300 when channel.Channel.Kind == ChannelKind.Teams && text.Contains("returned HTTP error 429", StringComparison.Ordinal) => new SendOutcome(SendVerdict.TryAgain, words, after),
            >= 200 and < 300 => new SendOutcome(SendVerdict.Sent, words),
            >= 300 and < 400 => new SendOutcome(SendVerdict.Refused, $"{words} It sends us on to {answer.Headers.Location?.Host ?? "another address"}; redirects are not followed. Give the channel the address it shall use."),
            408 or 425 or 429 => new SendOutcome(SendVerdict.TryAgain, words, after),
            >= 400 and < 500 => new SendOutcome(SendVerdict.Refused, words),
            _ => new SendOutcome(SendVerdict.TryAgain, words, after),
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, string text, DateTimeOffset now)
    {
        var after = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => answer.StatusCode == HttpStatusCode.TooManyRequests ? TelegramRetryAfter(text) : null,
        };
        return after is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > s_longestRetryAfter ? s_longestRetryAfter : wait;
    }

    /// <summary>{"ok":false,"error_code":429,"parameters":{"retry_after":5}}</summary>
    private static TimeSpan? TelegramRetryAfter(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("retry_after", out var seconds) && seconds.TryGetInt32(out var wait)
                ? TimeSpan.FromSeconds(Math.Max(0, wait))
                : null;
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The beginning of the answer. Its status has decided already, so words that do not come are no reason to send again.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var bytes = new byte[LongestAnswer];
        var count = 0;
        using var patience = new CancellationTokenSource(s_longestTalk);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                for (var read = -1; read != 0 && count < bytes.Length; count += read)
                {
                    read = await stream.ReadAsync(bytes.AsMemory(count), either.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or OperationCanceledException)
        {
            // What has come is all there is.
        }

        return PlainWords.OneLine(Encoding.UTF8.GetString(bytes, 0, count), 500);
    }

    /// <summary>An address or a token may come back in an answer or in an error.</summary>
    private static string Secretless(OpenChannel channel, string words)
    {
        var secrets = channel.Secrets;
        foreach (var secret in new[] { secrets.Url, secrets.Url is null ? null : new Uri(secrets.Url).PathAndQuery, secrets.Token, secrets.Key, secrets.Password }.Where(s => s is { Length: > 3 }))
        {
            words = words.Replace(secret!, "…", StringComparison.Ordinal);
        }

        return words;
    }
}
