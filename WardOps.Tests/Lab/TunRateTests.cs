using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using WardOps.Lab;

namespace WardOps.Tests.Lab;

/// <summary>How fast the simulator is. Run it alone, in a Release build: -explicit only -class WardOps.Tests.Lab.TunRateTests.</summary>
[SupportedOSPlatform("linux")]
public sealed class TunRateTests(ITestOutputHelper output)
{
    private const int Hosts = 10_000;
    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(4);

    [Theory(Explicit = true)]
    [InlineData(10_000)]
    [InlineData(30_000)]
    [InlineData(50_000)]
    [InlineData(80_000)]
    public void Simulator_AnswersEverything(int perSecond)
    {
        LabFixture.Demand();
        using var lab = FaultLab.CreateForProcess("rate");
        using var socket = lab.Monitor.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp));
        var time = TimeProvider.System;
        var destinations = Enumerable.Range(0, Hosts)
            .Select(i => new IPEndPoint(new IPAddress([10, 81, (byte)(i / 250), (byte)(1 + (i % 250))]), 0).Serialize()).ToArray();
        var message = LabPacket.Message(isIpv6: false, 1);
        var sum = (ushort)~LabPacket.Sum(message);
        (message[2], message[3]) = ((byte)(sum >> 8), (byte)sum);

        var start = time.GetTimestamp();
        var sent = 0L;
        for (var elapsed = TimeSpan.Zero; elapsed < s_length; elapsed = time.GetElapsedTime(start))
        {
            for (var due = (long)(elapsed.TotalSeconds * perSecond); sent < due; sent++)
            {
                socket.SendTo(message, SocketFlags.None, destinations[sent % Hosts]);
            }

            Thread.Sleep(1);
        }

        var rate = sent / time.GetElapsedTime(start).TotalSeconds;
        Assert.True(lab.Simulator.WaitUntilQuiet(TimeSpan.FromSeconds(20)));
        var (counters, line) = (lab.Counters, lab.TunInterface);
        output.WriteLine($"{rate:0}/s sent {sent}: {counters}; {line}");
        Assert.Equal(sent, counters.Requests);
        Assert.Equal(sent, counters.Replies);
        Assert.True(counters.IsBalanced);
    }
}
