using System.Buffers.Binary;

namespace WardOps.Core.Probing.Simulation;

/// <summary>A network inside this process: real ICMP messages, imaginary hosts, and time from the given clock only.</summary>
internal sealed class SimulatedEchoTransport(SimulatedNetwork network, TimeProvider time) : IEchoTransport
{
    private const ulong Key1 = 0x73696d756c617465;

    private readonly EchoClock _clock = new(time);
    private readonly PriorityQueue<SimulatedReply, (long Due, long Order)> _underway = new();
    private readonly Stack<SimulatedReply> _delivered = new();
    private readonly Stack<SimulatedReply> _free = new();
    private long _requests;
    private long _replies;

    public EchoTransportState State { get; } = EchoTransportState.Ready(EchoTransportMode.Simulated);

    public ushort EchoId => 0x5740;

    public int EchoIds => 8;

    public long Drops => network.Drops;

    public int Send(Span<OutgoingEcho> batch)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            ref var echo = ref batch[i];
            if (network.QueueErrno != 0)
            {
                echo.Errno = network.QueueErrno;
                return i;
            }

            echo.SentMono = _clock.Mono;
            echo.SentWall = _clock.Wall;
            var host = network.Of(echo.Destination);
            echo.Errno = host.SendErrno;
            if (host.SendErrno == 0)
            {
                Answer(in echo, host, Chance(echo.Destination));
            }
        }

        return batch.Length;
    }

    public int Receive(Span<IncomingPacket> batch, out bool hasMore)
    {
        while (_delivered.TryPop(out var read))
        {
            _free.Push(read);
        }

        var mono = _clock.Mono;
        var wall = _clock.Wall;
        var count = 0;
        while (count < batch.Length && _underway.TryPeek(out var reply, out var when) && when.Due <= mono)
        {
            _underway.Dequeue();
            _delivered.Push(reply);
            batch[count++] = reply.ReadAt(when.Due, mono, wall);
        }

        hasMore = count == batch.Length;
        return count;
    }

    public void Dispose()
    {
    }

    /// <summary>Two numbers in [0, 1): whether the request is lost, and how long its reply takes.</summary>
    private (double Loss, double Delay) Chance(EchoAddress destination)
    {
        Span<byte> request = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(request, ++_requests);
        BinaryPrimitives.WriteUInt64LittleEndian(request[8..], destination.High);
        BinaryPrimitives.WriteUInt64LittleEndian(request[16..], destination.Low);
        var hash = SipHash.Of(request, network.Seed, Key1);
        return ((uint)hash / (double)(1UL << 32), (hash >> 32) / (double)(1UL << 32));
    }

    private void Answer(in OutgoingEcho echo, EchoBehaviour host, (double Loss, double Delay) chance)
    {
        if (chance.Loss < host.Loss
            || host.IsAwayAt(echo.SentWall)
            || host.DeafToId == BinaryPrimitives.ReadUInt16BigEndian(echo.Message.Span[4..]))
        {
            return;
        }

        var due = echo.SentMono + EchoClock.Nanos(host.Rtt + (host.Jitter * chance.Delay));
        for (var copy = 0; copy < host.Copies; copy++)
        {
            var reply = _free.TryPop(out var free) ? free : new SimulatedReply();
            reply.To(in echo, host);
            _underway.Enqueue(reply, (due + copy, ++_replies));
        }
    }
}
