using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing;

public sealed class SendErrorsTests
{
    /// <summary>Every error of a send call that was seen or is documented, what it is held to be, and what follows.</summary>
    public static TheoryData<string, int, NotSentReason, string> Table => new()
    {
        { "EAGAIN", 11, NotSentReason.QueueFull, "Retry" },
        { "ENOBUFS", 105, NotSentReason.QueueFull, "Retry" },
        { "ENOMEM", 12, NotSentReason.QueueFull, "Retry" },
        { "EPERM: a local firewall", 1, NotSentReason.LocalFirewall, "Drop" },
        { "EACCES: a prohibit route, a broadcast address", 13, NotSentReason.Prohibited, "Drop" },
        { "ENETUNREACH: no route", 101, NotSentReason.NoRoute, "Drop" },
        { "EINVAL: a blackhole route", 22, NotSentReason.NoRoute, "Drop" },
        { "EADDRNOTAVAIL: no address of that family", 99, NotSentReason.NoRoute, "Drop" },
        { "EAFNOSUPPORT", 97, NotSentReason.NoRoute, "Drop" },
        { "EHOSTUNREACH: an unreachable route, no neighbour", 113, NotSentReason.HostUnreachable, "Drop" },
        { "EHOSTDOWN", 112, NotSentReason.HostUnreachable, "Drop" },
        { "EMSGSIZE: the path takes no 64 bytes", 90, NotSentReason.NoRoute, "Suspect" },
        { "EBADF", 9, NotSentReason.NoSocket, "Reopen" },
        { "ENODEV: the link is gone", 19, NotSentReason.NoRoute, "Suspect" },
        { "ENOTSOCK", 88, NotSentReason.NoSocket, "Reopen" },
        { "ENETDOWN", 100, NotSentReason.NoSocket, "Drop" },
        { "ETIME: given by the loop", 62, NotSentReason.TooLate, "Drop" },
        { "EDESTADDRREQ: given by the loop", 89, NotSentReason.NoAddress, "Drop" },
        { "EIO: any other", 5, NotSentReason.Other, "Drop" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Errno_OfSendCall_MeansWhatTheTableSays(string name, int errno, NotSentReason reason, string action)
    {
        Assert.NotEmpty(name);
        Assert.Equal((reason, action), (SendErrors.Reason(errno), SendErrors.Action(errno).ToString()));
        Assert.NotEqual("sent", SendErrors.Words(reason));
    }

    [Fact]
    public void Errno_WithoutAMeaningOfItsOwn_IsToldInTheWordsOfTheSystem()
    {
        Assert.StartsWith("the system refused to send: ", SendErrors.Words(5), StringComparison.Ordinal);
        Assert.Contains("nput/output error", SendErrors.Words(5), StringComparison.Ordinal);
        Assert.Equal(SendErrors.Words(NotSentReason.NoRoute), SendErrors.Words(101));
    }

    /// <summary>One device whose link takes no 64 bytes must not cost all others their socket.</summary>
    [Theory]
    [InlineData(90)]
    [InlineData(19)]
    public void Socket_IsGivenUpForSuchAnErrorOnlyWhenSeveralFollow(int errno)
    {
        var doubt = new SocketDoubt();
        for (var i = 0; i < 100; i++)
        {
            Assert.False(doubt.Follows(errno));
            Assert.False(doubt.Follows(1));   // another refusal says nothing either way
            Assert.False(doubt.Follows(i % 2 == 0 ? 0 : errno));
            Assert.False(doubt.Follows(0));
        }

        Assert.Equal(SocketDoubt.Several - 1, Enumerable.Range(0, 100).TakeWhile(_ => !doubt.Follows(errno)).Count());
        Assert.True(new SocketDoubt().Follows(9));
    }

    /// <summary>Those that end an echo at once.</summary>
    public static TheoryData<int, NotSentReason> Final
        => [.. Table.Select(row => row.Data).Where(row => row.Item4 != "Retry").Select(row => (row.Item2, row.Item3))];

    [Theory]
    [MemberData(nameof(Final))]
    public void Errno_OfSendCall_NeverCountsAsLoss(int errno, NotSentReason reason)
    {
        var run = new SimulatedRun(Fleet.Of(10));
        run.Network[Fleet.Address(3)] = new EchoBehaviour { SendErrno = errno };
        run.For(TimeSpan.FromSeconds(30));

        var outcomes = run.Outcomes.Where(o => o.Device.Name == "Device 3").ToList();
        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, o => Assert.Equal((EchoResult.NotSent, reason), (o.Result, o.Reason)));
        Assert.All(run.Closed, r => Assert.True(double.IsNaN(r.Results[3].LossPercent)));
    }

    [Fact]
    public void IcmpError_AboutAnEcho_IsAHintAndTheEchoStillLost()
    {
        var run = new SimulatedRun(Fleet.Of(10));
        run.Network[Fleet.Address(3)] = new EchoBehaviour { Error = new IcmpError(3, 1), ErrorFrom = System.Net.IPAddress.Parse("10.0.0.1") };
        run.Network[Fleet.Address(4)] = new EchoBehaviour { Error = new IcmpError(3, 13) };
        run.For(TimeSpan.FromSeconds(30));

        Assert.All(run.Outcomes.Where(o => o.Device.Name == "Device 3"), o => Assert.Equal(EchoResult.Lost, o.Result));
        Assert.Contains(run.Hints, h => h is { Device.Name: "Device 3", Words: "host unreachable, says 10.0.0.1" });
        Assert.Contains(run.Hints, h => h is { Device.Name: "Device 4", Words: "prohibited by an administrator, says 127.64.0.4" });
        Assert.InRange(run.Loop.Counters.Errors, run.Hints.Count, run.Hints.Count);
    }
}
