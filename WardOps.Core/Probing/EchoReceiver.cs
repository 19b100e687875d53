using System.Net.Sockets;

namespace WardOps.Core.Probing;

/// <summary>Takes what has arrived, decides what it is, and books the replies that count.</summary>
internal sealed class EchoReceiver(EchoLane lane, EchoEnds ends, LoopParts parts)
{
    private const int Batch = 64;

    // A drain that never ends would stop the sending: 256 batches are a third of a second of the fastest traffic measured.
    private const int MostBatches = 256;

    // The two clocks may drift apart by less than this within a second; more is a step of the wall clock.
    private const long ClockStepNs = 1_000_000;

    private readonly IncomingPacket[] _packets = new IncomingPacket[Batch];

    /// <summary>Reads until nothing is left.</summary>
    /// <returns>False if there was more than one drain may take: then nothing can be held to be lost yet.</returns>
    public bool Drain()
    {
        var transport = lane.Transport;
        var identity = new EchoIdentity(parts.Key, transport.EchoId, transport.EchoIds, IcmpFamily.Of(lane.Family));
        for (var i = 0; i < MostBatches; i++)
        {
            var count = transport.Receive(_packets, out var hasMore);
            foreach (ref readonly var packet in _packets.AsSpan(0, count))
            {
                Take(in packet, in identity);
            }

            if (!hasMore)
            {
                return true;
            }
        }

        return false;
    }

    private void Take(in IncomingPacket packet, in EchoIdentity identity)
    {
        var verdict = EchoPacket.Read(packet.Message.Span, in packet.Source, in identity, out var token, out var quoted);
        if (verdict == PacketVerdict.Reply)
        {
            Take(in packet, token);
        }
        else if (verdict != PacketVerdict.Error)
        {
            parts.Tally.Refused(verdict);
        }
        else if (lane.Order.Find(quoted.Destination) is var slot && slot >= 0 && lane.Flows.IsRecent(slot, quoted.Sequence))
        {
            parts.Tally.Refused(PacketVerdict.Error);
            parts.Tally.IcmpErrors.Add(lane.Family == AddressFamily.InterNetwork, quoted.Error);
            lane.Flows.Refused(slot, quoted.Sequence);
            parts.Ticks.Add(new IcmpHint(lane.Order.Device(slot)!, quoted.Error, packet.Source, packet.ReadWall));
        }
        else
        {
            parts.Tally.Refused(PacketVerdict.Foreign);   // about an echo that was never sent, or long ago
        }
    }

    private void Take(in IncomingPacket packet, EchoToken token)
    {
        ref var echo = ref lane.Ring.Place(token.Ticket);
        if (echo.Ticket != token.Ticket)
        {
            parts.Tally.Late();   // so late that its place has gone to another echo
        }
        else if (echo.Sequence != token.Sequence || echo.Id != token.Id)
        {
            parts.Tally.Refused(PacketVerdict.Spoofed);
        }
        else if (echo.Fate == EchoFate.Answered)
        {
            parts.Tally.Duplicate();
        }
        else if (echo.Fate != EchoFate.Waiting || RoundTrip(in echo, in packet) is var rtt && rtt > TimeoutClass.Nanos(echo.Timeout))
        {
            parts.Tally.Late();
        }
        else
        {
            ends.Answered(ref echo, rtt, packet.ReadMono);
        }
    }

    /// <summary>By the kernel's stamp, so that a reply read late is not a late reply; by our own monotonic clock when there is no stamp or the wall clock was stepped in between.</summary>
    private static long RoundTrip(in InFlightEcho echo, in IncomingPacket packet)
    {
        var drift = (packet.ReadWall - packet.ReadMono) - (echo.SentWall - echo.SentMono);
        var byStamp = packet.ReceivedWall != 0 && Math.Abs(drift) < ClockStepNs;
        var rtt = byStamp ? packet.ReceivedWall - echo.SentWall : packet.ReadMono - echo.SentMono;
        return Math.Max(rtt, 1);   // the stamps of a reply within the same instant may differ by less than their grain
    }
}
