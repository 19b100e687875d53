using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using WardOps.Lab;

namespace WardOps.Tests.Lab;

/// <summary>A raw socket of plain .NET in the monitor's namespace: it sends echo requests and takes whatever comes back.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LabPinger : IDisposable
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly bool _isIpv6;
    private readonly byte[] _buffer = new byte[2048];
    private ushort _sequence;

    public LabPinger(FaultLab lab, AddressFamily family)
    {
        _isIpv6 = family == AddressFamily.InterNetworkV6;
        _socket = lab.Monitor.Run(() => new Socket(family, SocketType.Raw, _isIpv6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp));
        _socket.ReceiveBufferSize = 4 * 1024 * 1024;
    }

    /// <summary>Sends one request.</summary>
    /// <exception cref="SocketException">It could not be sent.</exception>
    public void Send(IPAddress to)
    {
        var message = LabPacket.Message(_isIpv6, ++_sequence);
        if (!_isIpv6)
        {
            var sum = (ushort)~LabPacket.Sum(message);
            (message[2], message[3]) = ((byte)(sum >> 8), (byte)sum);
        }

        _socket.SendTo(message, new IPEndPoint(to, 0));
    }

    /// <summary>Sends requests one by one and takes what comes back to each, duplicates and all.</summary>
    /// <param name="to">Where.</param>
    /// <param name="count">How many requests.</param>
    /// <param name="patience">How long to listen after each where nothing is expected; on a busy machine what is expected may need longer, and is waited for.</param>
    /// <param name="expected">Replies to each.</param>
    public IReadOnlyList<LabReply> Ping(IPAddress to, int count, TimeSpan patience, int expected = 0)
    {
        var replies = new List<LabReply>();
        for (var i = 0; i < count; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            Send(to);
            replies.AddRange(expected > 0 ? Take(s_most, start).Take(expected) : Take(patience, start));
        }

        return replies;
    }

    /// <summary>Takes all that comes within the given time.</summary>
    public IEnumerable<LabReply> Take(TimeSpan patience, long start)
    {
        for (var left = patience; left > TimeSpan.Zero; left = patience - TimeProvider.System.GetElapsedTime(start))
        {
            if (!_socket.Poll(left, SelectMode.SelectRead))
            {
                yield break;
            }

            if (Read(start) is { } reply)
            {
                yield return reply;
            }
        }
    }

    /// <summary>Takes all that has come already, however long that takes.</summary>
    public int CountArrived()
    {
        var count = 0;
        while (_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            count += Read(0) is null ? 0 : 1;
        }

        return count;
    }

    /// <summary>The next message; null if it is a request, or one of the neighbours and routers of IPv6.</summary>
    private LabReply? Read(long start)
    {
        EndPoint from = new IPEndPoint(_isIpv6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        var length = _socket.ReceiveFrom(_buffer, ref from);
        var header = _isIpv6 ? 0 : (_buffer[0] & 0xf) * 4;
        return _buffer[header] is 8 or 128 or >= 130 and <= 143 ? null
            : new LabReply(((IPEndPoint)from).Address, _buffer[header..length], TimeProvider.System.GetElapsedTime(start));
    }

    public void Dispose() => _socket.Dispose();
}
