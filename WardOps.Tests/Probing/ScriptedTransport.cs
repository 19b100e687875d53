using WardOps.Core.Probing;

namespace WardOps.Tests.Probing;

/// <summary>Another transport, watched and with a queue of the kernel in the hand of the test.</summary>
internal sealed class ScriptedTransport(IEchoTransport inner) : IEchoTransport
{
    private int _unread;

    /// <summary>How many messages the queue takes just now; everything if nobody says.</summary>
    public Func<int>? Room { get; set; }

    /// <summary>What the calls say of echoes that find no room.</summary>
    public int FullErrno { get; set; } = Errno.NoBuffers;

    public int LongestBatch { get; private set; }

    public int MostSentUnread { get; private set; }

    /// <summary>Calls that found no room.</summary>
    public int Refused { get; private set; }

    /// <summary>Messages taken.</summary>
    public int Taken { get; private set; }

    public EchoTransportState State => inner.State;

    public ushort EchoId => inner.EchoId;

    public int EchoIds => inner.EchoIds;

    public long Drops => inner.Drops;

    public int Send(Span<OutgoingEcho> batch)
    {
        LongestBatch = Math.Max(LongestBatch, batch.Length);
        var room = Math.Min(Room?.Invoke() ?? batch.Length, batch.Length);
        var sent = inner.Send(batch[..room]);
        Taken += sent;
        _unread += sent;
        MostSentUnread = Math.Max(MostSentUnread, _unread);
        if (sent < batch.Length)
        {
            batch[sent].Errno = FullErrno;
            Refused++;
        }

        return sent;
    }

    public int Receive(Span<IncomingPacket> batch, out bool hasMore)
    {
        _unread = 0;
        return inner.Receive(batch, out hasMore);
    }

    public void Dispose() => inner.Dispose();
}
