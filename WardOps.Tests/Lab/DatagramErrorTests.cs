using System.Net;
using System.Runtime.Versioning;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Linux;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Lab;

/// <summary>A datagram socket gets its ICMP errors from a queue of its own, and hands one of them to whoever calls next: neither may be taken for what it is not.</summary>
[SupportedOSPlatform("linux")]
public sealed class DatagramErrorTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    [Theory]
    [InlineData("10.89.0.5", "10.81.0.5", "host unreachable, says 10.80.255.1")]
    [InlineData("fd00:89::5", "fd00:81::5", "host unreachable, says fd00:80::ffff:1")]
    public async Task Error_OfOneEcho_IsToldOfThatEchoAndRefusesNoOther(string unreachable, string healthy, string words)
    {
        var family = IPAddress.Parse(healthy).AddressFamily;
        using var transport = fixture.Lab.Monitor.Run(() => LinuxEchoTransport.Open(family, 1024 * 1024, TimeProvider.System, allowRaw: false));
        Assert.Equal(EchoTransportMode.Datagram, transport.State.Mode);
        var identity = new EchoIdentity(SimulatedRun.Key, transport.EchoId, transport.EchoIds, IcmpFamily.Of(family));
        var errnos = new List<int>();
        var hints = new List<string>();
        var replies = 0;

        for (var i = 0; i < 20; i++)
        {
            errnos.Add(Send(transport, unreachable, (2 * i) + 1));
            await Task.Delay(30, TestContext.Current.CancellationToken);   // by then the error is pending on the socket
            errnos.Add(Send(transport, healthy, (2 * i) + 2));
            await Task.Delay(30, TestContext.Current.CancellationToken);
            Read();
        }

        Assert.All(errnos, e => Assert.Equal(0, e));
        Assert.Equal(20, replies);
        Assert.Equal(20, hints.Count);
        Assert.All(hints, h => Assert.Equal(words, h));

        void Read()
        {
            var packets = new IncomingPacket[8];
            for (var more = true; more;)
            {
                var count = transport.Receive(packets, out more);
                foreach (var packet in packets.AsSpan(0, count))
                {
                    var verdict = EchoPacket.Read(packet.Message.Span, packet.Source, identity, out _, out var quoted);
                    replies += verdict == PacketVerdict.Reply ? 1 : 0;
                    if (verdict == PacketVerdict.Error)
                    {
                        Assert.Equal(IPAddress.Parse(unreachable), quoted.Destination.ToIPAddress());
                        hints.Add(new IcmpHint(Fleet.Device(1, IPAddress.Parse(unreachable)), quoted.Error, packet.Source, 0).Words);
                    }
                }
            }
        }
    }

    /// <summary>A branch behind a router that says no sends an error for every echo: that must cost no memory.</summary>
    [Theory]
    [InlineData("10.89.0.5")]
    [InlineData("fd00:89::5")]
    public async Task Errors_WhenTheyAreRead_AllocateNothing(string unreachable)
    {
        var family = IPAddress.Parse(unreachable).AddressFamily;
        using var transport = fixture.Lab.Monitor.Run(() => LinuxEchoTransport.Open(family, 1024 * 1024, TimeProvider.System, allowRaw: false));
        var packets = new IncomingPacket[8];
        Drain();
        var (read, allocated) = (0, 0L);

        for (var i = 0; i < 30; i++)
        {
            Send(transport, unreachable, i + 1);
            await Task.Delay(30, TestContext.Current.CancellationToken);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var count = Drain();
            if (read > 0)
            {
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;   // the first one brings code to life
            }

            read += count;
        }

        Assert.InRange(read, 5, 30);   // the kernel sends only so many a second
        Assert.Equal(0, allocated);

        int Drain()
        {
            var count = 0;
            for (var more = true; more;)
            {
                count += transport.Receive(packets, out more);
            }

            return count;
        }
    }

    private static int Send(IEchoTransport transport, string host, long ticket)
    {
        var destination = EchoAddress.From(IPAddress.Parse(host));
        var message = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(message, SimulatedRun.Key, new EchoToken(ticket, (ushort)ticket, transport.EchoId), destination);
        OutgoingEcho[] batch = [new() { Destination = destination, Message = message }];
        Assert.Equal(1, transport.Send(batch));
        return batch[0].Errno;
    }
}
