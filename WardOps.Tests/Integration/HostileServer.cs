using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WardOps.Tests.Integration;

/// <summary>
/// A server of raw bytes that misbehaves by script: one line of it per request, in order, and the last line for all that follow. A line
/// gets the connection and says whether it stays open.
/// </summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Socket, CancellationToken, Task<bool>>[] _script;
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private int _requests;

    public HostileServer(params Func<Socket, CancellationToken, Task<bool>>[] script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    /// <summary>Requests that came whole.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Sends these characters and closes, in good order.</summary>
    public static Func<Socket, CancellationToken, Task<bool>> Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public static Func<Socket, CancellationToken, Task<bool>> Send(byte[] bytes) => async (socket, end) =>
    {
        await WriteAsync(socket, bytes, end);
        return false;
    };

    /// <summary>A proper answer; the connection stays open.</summary>
    public static Func<Socket, CancellationToken, Task<bool>> Answer(string body, string headers = "", int status = 200) => Answer(Encoding.UTF8.GetBytes(body), headers, status);

    public static Func<Socket, CancellationToken, Task<bool>> Answer(byte[] body, string headers = "", int status = 200) => async (socket, end) =>
    {
        await WriteAsync(socket, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} x\r\n{headers}Content-Length: {body.Length}\r\n\r\n")), end);
        await WriteAsync(socket, body, end);
        return true;
    };

    /// <summary>Sends these characters and then nothing, and does not close.</summary>
    public static Func<Socket, CancellationToken, Task<bool>> SendAndHang(string text) => async (socket, end) =>
    {
        await WriteAsync(socket, Encoding.UTF8.GetBytes(text), end);
        await Task.Delay(Timeout.Infinite, end);
        return false;
    };

    /// <summary>Sends these characters and resets the connection.</summary>
    public static Func<Socket, CancellationToken, Task<bool>> SendAndReset(string text) => async (socket, end) =>
    {
        await WriteAsync(socket, Encoding.UTF8.GetBytes(text), end);
        // What is on its way must have arrived: a reset throws it away.
        await Task.Delay(100, end);
        socket.LingerState = new LingerOption(true, 0);
        return false;
    };

    /// <summary>Sends the head, and then the piece again and again as chunks, for as long as anybody listens.</summary>
    public static Func<Socket, CancellationToken, Task<bool>> SendForEver(string head, string piece, TimeSpan pause = default) => async (socket, end) =>
    {
        await WriteAsync(socket, Encoding.UTF8.GetBytes(head + "Transfer-Encoding: chunked\r\n\r\n"), end);
        var chunk = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(piece):x}\r\n{piece}\r\n"));
        while (true)
        {
            await WriteAsync(socket, chunk, end);
            await Task.Delay(pause, end);
        }
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private static async Task WriteAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken end)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, end)..];
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (Exception ex) when (ex is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                while (await ReadRequestAsync(socket))
                {
                    var line = Interlocked.Increment(ref _requests) - 1;
                    if (!await _script[Math.Min(line, _script.Length - 1)](socket, _end.Token))
                    {
                        return;
                    }
                }
            }
            catch (Exception ex) when (ex is OperationCanceledException or SocketException)
            {
                // The client went, or the test ends.
            }
        }
    }

    private async Task<bool> ReadRequestAsync(Socket socket)
    {
        var request = new ArrayBufferWriter<byte>();
        while (true)
        {
            var count = await socket.ReceiveAsync(request.GetMemory(16 * 1024), _end.Token);
            if (count == 0)
            {
                return false;
            }

            request.Advance(count);
            var text = Encoding.Latin1.GetString(request.WrittenSpan);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length - head - 4 >= LengthOf(text[..head]))
            {
                return true;
            }
        }
    }

    private static int LengthOf(string head)
    {
        const string Name = "Content-Length:";
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
    }
}
