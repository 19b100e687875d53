using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WardOps.Tests.Integration;

/// <summary>A loopback HTTP server that does what it is told to each request, in order, and then behaves: it takes bodies and answers 204.</summary>
internal sealed class MisbehavingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<byte[]> _accepted = [];
    private int _requests;

    public MisbehavingServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    /// <summary>What to do to the next requests. Each gets the open connection and the body; true to go on with the connection.</summary>
    public ConcurrentQueue<Misdeed> Misdeeds { get; } = new();

    /// <summary>Each request with such a number is answered with 503; 0 for none.</summary>
    public int FailsEvery { get; set; }

    /// <summary>Bodies that were answered with 204.</summary>
    public byte[][] Accepted
    {
        get
        {
            lock (_accepted)
            {
                return [.. _accepted];
            }
        }
    }

    public int Requests => Volatile.Read(ref _requests);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
            catch (Exception ex) when (ex is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                using var stream = new NetworkStream(socket);
                while (await HeadAsync(stream) is { } head)
                {
                    var number = Interlocked.Increment(ref _requests);
                    var fails = FailsEvery > 0 && number % FailsEvery == 0;
                    if (Misdeeds.TryDequeue(out var misdeed) || fails)
                    {
                        misdeed = fails ? Misdeed.Overloaded : misdeed;
                        await DoAsync(misdeed, socket, stream, head);
                        return;
                    }

                    var body = new byte[LengthIn(head)];
                    await stream.ReadExactlyAsync(body, _end.Token);
                    lock (_accepted)
                    {
                        _accepted.Add(body);
                    }

                    await SayAsync(stream, "HTTP/1.1 204 No Content\r\n\r\n");
                }
            }
            catch (Exception ex) when (ex is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The other side went, or the test is over.
            }
        }
    }

    private async Task DoAsync(Misdeed misdeed, Socket socket, NetworkStream stream, string head)
    {
        switch (misdeed)
        {
            case Misdeed.Hang:
                await Task.Delay(Timeout.Infinite, _end.Token);
                break;
            case Misdeed.CloseInTheMiddle:
                await stream.ReadAtLeastAsync(new byte[LengthIn(head) / 2], LengthIn(head) / 2, cancellationToken: _end.Token);
                socket.Close(0);   // with a reset
                break;
            case Misdeed.NoAnswer:
                await stream.ReadExactlyAsync(new byte[LengthIn(head)], _end.Token);
                break;
            case Misdeed.HalfAnAnswer:
                await stream.ReadExactlyAsync(new byte[LengthIn(head)], _end.Token);
                await SayAsync(stream, "HTTP/1.1 20");
                break;
            case Misdeed.NoHttpAtAll:
                await stream.ReadExactlyAsync(new byte[LengthIn(head)], _end.Token);
                await SayAsync(stream, "\0\u0001\u0002 SSH-2.0-OpenSSH\r\n\r\n");
                break;
            case Misdeed.ErrorWithoutEnd:
                await stream.ReadExactlyAsync(new byte[LengthIn(head)], _end.Token);
                await SayAsync(stream, "HTTP/1.1 500 Oh\r\nContent-Type: text/plain\r\n\r\n");
                while (true)
                {
                    await SayAsync(stream, new string('x', 1000));
                }

            default:
                await stream.ReadExactlyAsync(new byte[LengthIn(head)], _end.Token);
                var words = $"<html>this is {misdeed}</html>";
                await SayAsync(stream, string.Create(
                    CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)misdeed} Words\r\nContent-Length: {words.Length}\r\nConnection: close\r\n\r\n{words}"));
                break;
        }
    }

    private async Task<string?> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static int LengthIn(string head)
        => head.Split("\r\n").Select(l => l.Split(": ")).Where(l => l[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(l => int.Parse(l[1], CultureInfo.InvariantCulture)).FirstOrDefault();

    private Task SayAsync(NetworkStream stream, string words) => stream.WriteAsync(Encoding.Latin1.GetBytes(words), _end.Token).AsTask();
}
