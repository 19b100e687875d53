using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using WardOps.Lab;

namespace WardOps.Tests.Lab;

[SupportedOSPlatform("linux")]
public sealed class FaultLabTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);   // for what must not come
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longPatience = TimeSpan.FromSeconds(20);     // for what must: a busy machine is no fault

    [Theory]
    [InlineData("10.64.1.2", "10.255.0.2")]
    [InlineData("fd00:66::1:2", "fd00:255::2")]
    public void Uplink_CanBeCut_Blackholed_AndRestored(string device, string gateway)
    {
        using var pinger = fixture.Pinger(IPAddress.Parse(device).AddressFamily);
        var lab = fixture.Lab;
        Hears(pinger, device);
        Hears(pinger, gateway);

        lab.BlackholeUplink();
        Assert.Empty(Ping(pinger, device));
        Assert.Empty(Ping(pinger, gateway));
        lab.RestoreUplink();
        Hears(pinger, device);

        lab.CutUplink();
        Assert.Equal(SocketError.NetworkUnreachable, Assert.Throws<SocketException>(() => pinger.Send(IPAddress.Parse(device))).SocketErrorCode);
        lab.RestoreUplink();
        Hears(pinger, device);
        Hears(pinger, gateway);
    }

    [Theory]
    [InlineData("10.66.1.2", -1, -1)]
    [InlineData("10.67.1.2", 3, 1)]
    [InlineData("10.68.1.2", 3, 13)]
    [InlineData("10.69.1.2", 3, 0)]
    [InlineData("fd00:66:dead::1", -1, -1)]
    [InlineData("fd00:66:67::1", 1, 0)]
    [InlineData("fd00:66:68::1", 1, 1)]
    [InlineData("fd00:66:69::1", 1, 0)]
    public void Fleet_RefusesFourPrefixes(string address, int type, int code)
    {
        var isIpv6 = address.Contains(':', StringComparison.Ordinal);
        using var pinger = fixture.Pinger(IPAddress.Parse(address).AddressFamily);

        // The kernel gives out such errors sparingly: one comes, but perhaps not to the first request.
        IReadOnlyList<LabReply> answers = [];
        for (var i = 0; i < (type < 0 ? 1 : 30) && answers.Count == 0; i++)
        {
            answers = Ping(pinger, address);
        }

        Assert.Equal(type < 0 ? [] : [(IPAddress.Parse(isIpv6 ? "fd00:255::2" : "10.255.0.2"), ((byte)type, (byte)code))], answers.Select(answer => (answer.Source, answer.Kind)));
    }

    [Theory]
    [InlineData("10.70.1.2", SocketError.InvalidArgument)]
    [InlineData("10.71.1.2", SocketError.HostUnreachable)]
    [InlineData("10.72.1.2", SocketError.AccessDenied)]
    [InlineData("10.73.1.2", SocketError.NetworkUnreachable)]
    [InlineData("fd00:66:70::1", SocketError.InvalidArgument)]
    [InlineData("fd00:66:71::1", SocketError.HostUnreachable)]
    [InlineData("fd00:66:72::1", SocketError.AccessDenied)]
    [InlineData("fd00:66:73::1", SocketError.NetworkUnreachable)]
    public void Monitor_CannotSendToFourPrefixes(string address, SocketError error)
    {
        using var pinger = fixture.Pinger(IPAddress.Parse(address).AddressFamily);

        Assert.Equal(error, Assert.Throws<SocketException>(() => pinger.Send(IPAddress.Parse(address))).SocketErrorCode);
    }

    [Fact]
    public void TunInterface_CountsWhatTheSimulatorRead()
    {
        using var pinger = fixture.Pinger(AddressFamily.InterNetwork);
        var before = (fixture.Lab.TunInterface, fixture.Lab.Counters);

        Hears(pinger, "10.81.0.1");

        Assert.Equal(before.TunInterface.Received + 1, fixture.Lab.TunInterface.Received);
        Assert.Equal(fixture.Lab.Counters.Requests - before.Counters.Requests, fixture.Lab.TunInterface.Sent - before.TunInterface.Sent);
        Assert.Equal(before.TunInterface.SendDropped, fixture.Lab.TunInterface.SendDropped);
    }

    [Fact]
    public void TwoLabs_LiveSideBySide_AndLeaveNothingBehind()
    {
        LabFixture.Demand();
        var (first, second) = (FaultLab.CreateForProcess("test-a"), FaultLab.CreateForProcess("test-b"));
        first.Network.IsSilent = true;
        using (var pinger = new LabPinger(first, AddressFamily.InterNetwork))
        {
            Assert.Empty(Ping(pinger, "10.81.0.1"));
        }

        using (var pinger = new LabPinger(second, AddressFamily.InterNetwork))
        {
            Hears(pinger, "10.81.0.1");
        }

        first.Dispose();
        Assert.True(second.Monitor.Exists);
        second.Dispose();
        second.Dispose();

        Assert.All(new[] { first.Monitor, first.Fleet, second.Monitor, second.Fleet }, space => Assert.False(space.Exists, space.Name));
    }

    [Fact]
    public void Create_AfterADeadRunOfTheSameName_StartsAnew()
    {
        LabFixture.Demand();
        var topology = new LabTopology($"test-again-{Environment.ProcessId}");
        topology.Up();

        using (FaultLab.Create($"test-again-{Environment.ProcessId}"))
        {
            Assert.True(topology.Monitor.Exists);
        }

        Assert.False(topology.Monitor.Exists);
        Assert.False(topology.Fleet.Exists);
    }

    [Fact]
    public void Leftovers_OfADeadProcess_AreRemoved_AndThoseOfALivingOneAreNot()
    {
        LabFixture.Demand();
        var dead = new LabTopology(LabLeftovers.NameFor("test-left", int.MaxValue, 1));   // above the greatest process id of Linux
        var living = new LabTopology(LabLeftovers.NameFor("test-left", Environment.ProcessId, 1));
        dead.Up();
        living.Up();

        LabLeftovers.Remove("test-left");

        Assert.False(dead.Monitor.Exists);
        Assert.False(dead.Fleet.Exists);
        Assert.True(living.Monitor.Exists);
        living.Down();
    }

    [Fact]
    public void Namespace_RethrowsWhatIsThrownInside_AndLeavesTheCallerOutside()
    {
        var outside = Interfaces();

        Assert.Equal("told", Assert.Throws<InvalidOperationException>(() => fixture.Lab.Monitor.Run(() => throw new InvalidOperationException("told"))).Message);

        Assert.Contains("vmon", fixture.Lab.Monitor.Run(Interfaces));
        Assert.Equal(outside, Interfaces());

        static string[] Interfaces() => [.. File.ReadLines("/proc/thread-self/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim())];
    }

    [Fact]
    public void Namespace_ThatIsMissing_IsCalledSo()
    {
        LabFixture.Demand();

        Assert.Contains("no-such is missing", Assert.Throws<FaultLabException>(() => new NetworkNamespace("no-such").Run(() => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_ThatFails_IsNamedInTheError()
    {
        var message = Assert.Throws<FaultLabException>(() => IpCommand.RunInside(fixture.Lab.Monitor.Name, "link set lo up", "link set nowhere up")).Message;

        Assert.Contains("(the command was: link set nowhere up)", message, StringComparison.Ordinal);
        Assert.Contains("Cannot find device", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void Name_WithOtherThanLettersDigitsAndHyphens_IsRefused(string name) => Assert.Throws<ArgumentException>(() => FaultLab.Create(name));

    /// <summary>A request is answered by whom it went to, however long that takes here. A neighbour that is looked for again costs the first requests.</summary>
    private static void Hears(LabPinger pinger, string address)
    {
        LabReply? reply = null;
        for (var start = TimeProvider.System.GetTimestamp(); reply is null && TimeProvider.System.GetElapsedTime(start) < s_longPatience;)
        {
            var sent = TimeProvider.System.GetTimestamp();
            pinger.Send(IPAddress.Parse(address));
            reply = pinger.Take(s_retry, sent).FirstOrDefault();
        }

        Assert.Equal(IPAddress.Parse(address), reply?.Source);
    }

    private static IReadOnlyList<LabReply> Ping(LabPinger pinger, string address) => pinger.Ping(IPAddress.Parse(address), 1, s_patience);
}
