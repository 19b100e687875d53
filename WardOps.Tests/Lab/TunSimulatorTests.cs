using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using WardOps.Lab;

namespace WardOps.Tests.Lab;

/// <summary>Every kind of host, through a real socket and the real kernel. The simulator's own counters are part of each verdict.</summary>
[SupportedOSPlatform("linux")]
public sealed class TunSimulatorTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    private const int Requests = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan s_rtt = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(5);

    public static TheoryData<AddressFamily> Families => [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    [Theory]
    [MemberData(nameof(Families))]
    public void Healthy_AnswersAfter20Milliseconds(AddressFamily family)
    {
        var (replies, counted) = Ping(81, family);

        Assert.Equal(Requests, replies.Count);
        Assert.All(replies, reply => Assert.Equal(Host(81, family), reply.Source));
        Assert.All(replies, reply => AssertEcho(reply, family));
        Assert.All(replies, reply => Assert.True(reply.After >= s_rtt, $"{reply.After}"));
        Assert.InRange(replies.Min(reply => reply.After), s_rtt, s_rtt + TimeSpan.FromMilliseconds(5));
        Assert.Equal(new TunCounters { Requests = Requests, Replies = Requests }, counted);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Jittery_AnswersBetween20And30Milliseconds(AddressFamily family)
    {
        var (replies, _) = Ping(82, family);

        Assert.Equal(Requests, replies.Count);
        Assert.All(replies, reply => Assert.True(reply.After >= s_rtt, $"{reply.After}"));
        Assert.True(replies.Max(reply => reply.After) - replies.Min(reply => reply.After) > TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Doubled_AnswersTwice(AddressFamily family)
    {
        var (replies, counted) = Ping(84, family, expected: 2);

        Assert.Equal(2 * Requests, replies.Count);
        Assert.Equal(Requests, replies.Select(reply => Convert.ToHexString(reply.Message)).Distinct().Count());
        Assert.Equal(new TunCounters { Requests = Requests, Replies = 2 * Requests, Duplicates = Requests }, counted);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Late_AnswersAfterOneAndAHalfSeconds(AddressFamily family)
    {
        var (replies, counted) = Ping(85, family, 1);

        Assert.InRange(Assert.Single(replies).After, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5));
        Assert.Equal(new TunCounters { Requests = 1, Replies = 1 }, counted);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void WrongId_IsAnotherOne(AddressFamily family)
    {
        var (replies, counted) = Ping(86, family);

        Assert.Equal(Requests, replies.Count);
        Assert.All(replies, reply => Assert.NotEqual(LabPacket.Id >> 8, reply.Message[4]));
        Assert.Equal(new TunCounters { Requests = Requests, Replies = Requests, WrongIds = Requests }, counted);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Spoofed_ComesFromAnotherAddress(AddressFamily family)
    {
        var (replies, counted) = Ping(87, family);

        Assert.Equal(Requests, replies.Count);
        Assert.All(replies, reply => Assert.NotEqual(Host(87, family), reply.Source));
        Assert.All(replies, reply => AssertEcho(reply, family));
        Assert.Equal(new TunCounters { Requests = Requests, Replies = Requests, Spoofed = Requests }, counted);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Truncated_Is16BytesShort(AddressFamily family)
    {
        var (replies, counted) = Ping(88, family);

        Assert.Equal(Requests, replies.Count);
        Assert.All(replies, reply => Assert.Equal(64 - 16, reply.Message.Length));
        Assert.Equal(new TunCounters { Requests = Requests, Replies = Requests, Truncated = Requests }, counted);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Unreachable_IsSaidByTheRouter_WithIdAndSequenceOfTheRequest(AddressFamily family)
    {
        var (errors, counted) = Ping(89, family);
        var isIpv6 = family == AddressFamily.InterNetworkV6;

        Assert.Equal(Requests, errors.Count);
        Assert.All(errors, error => Assert.Equal(isIpv6 ? DefaultHosts.Router6 : DefaultHosts.Router4, error.Source));
        Assert.All(errors, error => Assert.Equal(isIpv6 ? (1, 3) : (3, 1), error.Kind));
        var quoted = 8 + (isIpv6 ? 40 : 20);
        Assert.Equal(Enumerable.Range(1, Requests), errors.Select(error => (error.Message[quoted + 6] << 8) | error.Message[quoted + 7]));
        Assert.All(errors, error => Assert.Equal(LabPacket.Id, (error.Message[quoted + 4] << 8) | error.Message[quoted + 5]));
        Assert.Equal(new TunCounters { Requests = Requests, Errors = Requests }, counted);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Dead_DoesNotAnswer(AddressFamily family)
    {
        var (replies, counted) = Ping(90, family, 2, expected: 0);

        Assert.Empty(replies);
        Assert.Equal(new TunCounters { Requests = 2, Dropped = 2 }, counted);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, 83, 0.1)]
    [InlineData(AddressFamily.InterNetworkV6, 83, 0.1)]
    [InlineData(AddressFamily.InterNetwork, 92, 0.05)]
    public void Lossy_LosesItsShare_AndTheCountersAgreeWithTheSocket(AddressFamily family, int number, double loss)
    {
        const int Many = 2000;
        using var pinger = fixture.Pinger(family);
        var before = fixture.Lab.Counters;

        for (var i = 0; i < Many; i++)
        {
            pinger.Send(Host(number, family));
        }

        Assert.True(fixture.Lab.Simulator.WaitUntilQuiet(s_quiet), fixture.Lab.Counters.ToString());
        var replies = pinger.CountArrived();

        var counted = Since(before);
        Assert.Equal(Many, counted.Requests);
        Assert.Equal(replies, counted.Replies);
        Assert.InRange(counted.Dropped, Many * loss * 0.6, Many * loss * 1.4);
        Assert.True(fixture.Lab.Counters.IsBalanced, fixture.Lab.Counters.ToString());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Cut_SilencesAHostWhileItRuns_AndSilenceAllOfThem(AddressFamily family)
    {
        var lab = fixture.Lab;

        lab.Network.Cut(Host(81, family));
        Assert.Empty(Ping(81, family, 2, expected: 0).Replies);
        lab.Network.Restore(Host(81, family));
        lab.BlackholeTun();
        Assert.Empty(Ping(81, family, 2, expected: 0).Replies);
        lab.RestoreTun();

        Assert.Equal(2, Ping(81, family, 2).Replies.Count);
    }

    private static IPAddress Host(int number, AddressFamily family)
        => IPAddress.Parse(family == AddressFamily.InterNetwork ? $"10.{number}.3.4" : $"fd00:{number}::3:4");

    private static void AssertEcho(LabReply reply, AddressFamily family)
    {
        var request = LabPacket.Message(family == AddressFamily.InterNetworkV6, 0);
        Assert.Equal((family == AddressFamily.InterNetworkV6 ? 129 : 0, 0), reply.Kind);
        Assert.Equal(LabPacket.Id, (reply.Message[4] << 8) | reply.Message[5]);
        Assert.Equal(request.AsSpan(8), reply.Message.AsSpan(8));
    }

    private (IReadOnlyList<LabReply> Replies, TunCounters Counted) Ping(int number, AddressFamily family, int count = Requests, int expected = 1)
    {
        using var pinger = fixture.Pinger(family);
        var before = fixture.Lab.Counters;
        var replies = pinger.Ping(Host(number, family), count, s_patience, expected);
        Assert.True(fixture.Lab.Simulator.WaitUntilQuiet(s_quiet), fixture.Lab.Counters.ToString());
        return (replies, Since(before));
    }

    /// <summary>What was counted since, without what depends on how busy the machine is and what the kernel says by itself.</summary>
    private TunCounters Since(TunCounters before) => fixture.Lab.Counters.Since(before) with { Tardy = 0, WorstLag = TimeSpan.Zero, Others = 0 };
}
