using System.Buffers.Binary;

namespace WardOps.Core.Probing.Faults;

/// <summary>
/// Puts faults between the loop and a real transport. Requests really leave; of the replies some are thrown away and
/// some are held back, with their stamps shifted as if they had been on the way for longer.
/// </summary>
internal sealed class FaultInjectingTransport(IEchoTransport inner, EchoFaults faults, TimeProvider time) : IEchoTransport
{
    // Public constants: which replies are lost only has to be even and repeatable, not secret.
    private const ulong LossKey0 = 0x576172644f707331;
    private const ulong LossKey1 = 0x6c6f737300000000;

    private readonly EchoClock _clock = new(time);
    private readonly PriorityQueue<HeldReply, long> _held = new();
    private readonly Stack<HeldReply> _delivered = new();
    private readonly Stack<HeldReply> _free = new();

    public EchoTransportState State => inner.State;

    public ushort EchoId => inner.EchoId;

    public int EchoIds => inner.EchoIds;

    public long Drops => inner.Drops;

    public int Send(Span<OutgoingEcho> batch) => inner.Send(batch);

    public int Receive(Span<IncomingPacket> batch, out bool hasMore)
    {
        while (_delivered.TryPop(out var read))
        {
            _free.Push(read);
        }

        var count = inner.Receive(batch, out hasMore);
        var kept = Sift(batch[..count]);
        kept += Deliver(batch[kept..], out var hasMoreHeld);
        hasMore |= hasMoreHeld;
        return kept;
    }

    public void Dispose() => inner.Dispose();

    /// <summary>Whether a reply is thrown away: by a hash of who and when, so that the same script gives the same losses.</summary>
    internal static bool IsLost(EchoAddress address, long receivedWall, double loss)
    {
        Span<byte> reply = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(reply, address.High);
        BinaryPrimitives.WriteUInt64LittleEndian(reply[8..], address.Low);
        BinaryPrimitives.WriteInt64LittleEndian(reply[16..], receivedWall);
        return SipHash.Of(reply, LossKey0, LossKey1) / (double)ulong.MaxValue < loss;
    }

    /// <summary>Moves what comes through at once to the front.</summary>
    private int Sift(Span<IncomingPacket> arrived)
    {
        var kept = 0;
        foreach (ref readonly var packet in arrived)
        {
            var receivedWall = packet.ReceivedWall != 0 ? packet.ReceivedWall : packet.ReadWall;
            var fault = faults.Of(packet.Source, receivedWall);
            if (IsLost(packet.Source, receivedWall, fault.Loss))
            {
                continue;
            }

            if (fault.Delay > TimeSpan.Zero)
            {
                Hold(in packet, receivedWall, EchoClock.Nanos(fault.Delay));
            }
            else
            {
                arrived[kept++] = packet;
            }
        }

        return kept;
    }

    private void Hold(in IncomingPacket packet, long receivedWall, long delayNs)
    {
        var held = _free.TryPop(out var free) ? free : new HeldReply();
        held.Take(in packet, receivedWall + delayNs);
        _held.Enqueue(held, packet.ReadMono - (packet.ReadWall - receivedWall) + delayNs);
    }

    private int Deliver(Span<IncomingPacket> batch, out bool hasMore)
    {
        var mono = _clock.Mono;
        var count = 0;
        hasMore = false;
        while (_held.TryPeek(out var reply, out var dueMono) && dueMono <= mono)
        {
            if (count == batch.Length)
            {
                hasMore = true;
                break;
            }

            _held.Dequeue();
            _delivered.Push(reply);
            batch[count++] = reply.ReadAt(mono, _clock.Wall);
        }

        return count;
    }
}
