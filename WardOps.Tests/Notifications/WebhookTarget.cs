using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using WardOps.Core.Notifications.Sending.Bodies;
using WardOps.Core.History.Embedded;

namespace WardOps.Tests.Notifications;

/// <summary>A receiver of webhooks as a customer would write it: it proves the signature, and takes what has an idempotency key that it has seen for seen.</summary>
internal sealed class WebhookTarget : IAsyncDisposable
{
    public const string Key = "a key of more than sixteen characters";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, JsonNode> _messages = [];
    private readonly ConcurrentQueue<WebhookRequest> _requests = [];
    private readonly Task _serving;
    private int _active;

    public WebhookTarget()
    {
        var port = VictoriaProcess.FreePort();
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/hook/secret-path");
        _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What it answers to each request; 200 if it says nothing.</summary>
    public Func<HttpListenerContext, int, Task>? Answer { get; set; }

    /// <summary>Messages by key: each once, however often it came.</summary>
    public IReadOnlyDictionary<string, JsonNode> Messages => _messages;

    /// <summary>All that came with a true signature, in order.</summary>
    public IReadOnlyList<WebhookRequest> Requests => [.. _requests];

    /// <summary>How many were served at once at the most.</summary>
    public int MostAtOnce { get; private set; }

    public IEnumerable<string> Headlines => _requests.Select(r => (string)r.Body["headline"]!);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        var tasks = new List<Task>();
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                tasks.Add(Task.Run(() => ServeAsync(context)));
            }
        }
        catch (Exception ex) when (ex is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The end of the test.
        }

        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _active));
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var text = await reader.ReadToEndAsync();
            var headers = context.Request.Headers;
            if (headers[WebhookBody.SignatureHeader] is { } signature && signature != WebhookBody.Sign(Key, headers[WebhookBody.TimestampHeader]!, text))
            {
                context.Response.StatusCode = 401;
            }
            else
            {
                var body = JsonNode.Parse(text)!;
                var number = _requests.Count + 1;
                _requests.Enqueue(new WebhookRequest(context.Request.Url!.AbsolutePath, headers["Idempotency-Key"] ?? "", body, headers[WebhookBody.SignatureHeader]));
                if (Answer is { } answer)
                {
                    await answer(context, number);
                }

                if (context.Response.StatusCode < 300)
                {
                    _messages.TryAdd(headers["Idempotency-Key"] ?? "", body);
                }
            }

            context.Response.Close();
        }
        catch (Exception ex) when (ex is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went.
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }
}
