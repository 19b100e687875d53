using System.Net.Sockets;

namespace WardOps.Core.History.Victoria.Transport;

/// <summary>The connections to VictoriaMetrics.</summary>
internal static class VictoriaHttp
{
    // Set on the request for which a connection was opened. A request without it used one that was there before.
    private static readonly HttpRequestOptionsKey<bool> s_fresh = new("WardOps.FreshConnection");

    public static SocketsHttpHandler CreateHandler() => new()
    {
        // The server closes connections after two minutes; going first avoids most retries.
        PooledConnectionLifetime = TimeSpan.FromSeconds(90),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        UseProxy = false,
        UseCookies = false,
        // A redirect would turn a POST into a GET of somebody's login page.
        AllowAutoRedirect = false,
        ConnectCallback = ConnectAsync,
    };

    /// <summary>Whether the other side closed the connection before it said anything.</summary>
    public static bool IsClosed(Exception fault)
    {
        if (fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError })
        {
            return false;
        }

        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
                or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }
                or SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the request went over a connection that had served another one before.</summary>
    public static bool WasKeptAlive(HttpRequestMessage request) => !request.Options.TryGetValue(s_fresh, out var isFresh) || !isFresh;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        context.InitialRequestMessage.Options.Set(s_fresh, true);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
