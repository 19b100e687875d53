namespace WardOps.Core.Probing;

/// <summary>Takes what has arrived, decides what it is, and books the replies that count.</summary>
internal sealed class EchoReceiver(InFlightRing ring, EchoKey key, TickBuffer ticks, EchoTally tally, long timeoutNs)
{
    private const int Batch = 64;

    // A drain that never ends would stop the sending: 256 batches are a third of a second of the fastest traffic measured.
    private const int MostBatches = 256;

    // The two clocks may drift apart by less than this within a second; more is a step of the wall clock.
    private const long ClockStepNs = 1_000_000;

    private readonly IncomingPacket[] _packets = new IncomingPacket[Batch];

    /// <summary>Reads until nothing is left.</summary>
    /// <returns>False if there was more than one drain may take: then nothing can be held to be lost yet.</returns>
    public bool Drain(IEchoTransport transport)
    {
        for (var i = 0; i < MostBatches; i++)
        {
            var count = transport.Receive(_packets, out var hasMore);
            foreach (ref readonly var packet in _packets.AsSpan(0, count))
            {
                Take(in packet, transport.EchoId);
            }

            if (!hasMore)
            {
                return true;
            }
        }

        return false;
    }

    private void Take(in IncomingPacket packet, ushort echoId)
    {
        var verdict = EchoPacket.Read(packet.Message.Span, packet.Source, key, echoId, out var token);
        if (verdict != PacketVerdict.Reply)
        {
            tally.Refused(verdict);
            return;
        }

        ref var echo = ref ring.Place(token.Ticket);
        if (echo.Ticket != token.Ticket)
        {
            tally.Late();   // so late that its place has gone to another echo
        }
        else if (echo.Destination != packet.Source || echo.Sequence != token.Sequence)
        {
            tally.Refused(PacketVerdict.Spoofed);
        }
        else if (echo.Fate == EchoFate.Answered)
        {
            tally.Duplicate();
        }
        else if (echo.Fate != EchoFate.Waiting || RoundTrip(in echo, in packet) is var rtt && rtt > timeoutNs)
        {
            tally.Late();
        }
        else
        {
            echo.Fate = EchoFate.Answered;
            ticks.Add(new EchoOutcome(echo.Device, echo.Round, echo.Echo, EchoResult.Answered, echo.SentWall, rtt, 0));
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
