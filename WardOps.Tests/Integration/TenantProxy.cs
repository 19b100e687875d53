using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WardOps.Tests.Integration;

/// <summary>
/// A proxy such as vmauth before a real server: it lets in who brings the token, and knows the paths of tenant 7:1 of a cluster, for writing under
/// /w and for reading under /r, or both at the root.
/// </summary>
internal sealed class TenantProxy : IAsyncDisposable
{
    private const string Tenant = "7:1";

    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private readonly Uri _server;
    private readonly string? _token;

    private TenantProxy(Uri server, string? token)
    {
        (_server, _token) = (server, token);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ForwardAsync);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Path and query of every request.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<TenantProxy> StartAsync(Uri server, string? token = null)
    {
        var proxy = new TenantProxy(server, token);
        await proxy._app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private static string? Behind(string path)
    {
        foreach (var (before, isWrite) in new[] { ($"/w/insert/{Tenant}/prometheus/", true), ($"/insert/{Tenant}/prometheus/", true), ($"/r/select/{Tenant}/prometheus/", false), ($"/select/{Tenant}/prometheus/", false) })
        {
            if (path.StartsWith(before, StringComparison.Ordinal) && path.Contains("/import/", StringComparison.Ordinal) == isWrite)
            {
                return path[before.Length..];
            }
        }

        return path == "/r/internal/resetRollupResultCache" ? path[3..] : null;
    }

    private async Task ForwardAsync(HttpContext context)
    {
        Asked.Enqueue(context.Request.Path + context.Request.QueryString.ToString());
        if (_token is not null && context.Request.Headers.Authorization != $"Bearer {_token}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        if (Behind(context.Request.Path) is not { } path)
        {
            context.Response.StatusCode = 404;
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_server, path));
        request.Content = new StreamContent(context.Request.Body);
        foreach (var name in new[] { "Content-Type", "Content-Encoding" })
        {
            request.Content.Headers.TryAddWithoutValidation(name, (string?)context.Request.Headers[name]);
        }

        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
