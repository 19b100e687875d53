using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Lab;

namespace WardOps.Tests.Lab;

[SupportedOSPlatform("linux")]
public sealed class TunHostsTests
{
    private const string Host = "10.81.0.1";

    private readonly TunNetwork _network = new();
    private readonly TunTally _tally = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public void Reply_IsDue_AfterTheRoundTripTime_AndNotBefore()
    {
        var hosts = Hosts(new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(20) });
        Ask(hosts);

        _time.Advance(TimeSpan.FromMilliseconds(19.9));
        Assert.Equal(0, WriteDue(hosts));
        Assert.False(_tally.Read().IsBalanced);
        _time.Advance(TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(1, WriteDue(hosts));

        Assert.Equal(new TunCounters { Requests = 1, Replies = 1 }, _tally.Read());
        Assert.True(_tally.Read().IsBalanced);
    }

    [Fact]
    public void Jitter_SpreadsReplies_OverItsWholeLength()
    {
        var hosts = Hosts(new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(20), Jitter = TimeSpan.FromMilliseconds(10) });
        Ask(hosts, 1000);

        _time.Advance(TimeSpan.FromMilliseconds(20));
        var early = WriteDue(hosts);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        var middle = WriteDue(hosts);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        var late = WriteDue(hosts);

        Assert.InRange(early, 0, 10);
        Assert.InRange(middle, 420, 580);
        Assert.Equal(1000, early + middle + late);
    }

    [Fact]
    public void Loss_TakesItsShare_AndTheSameSeedTheSameRequests()
    {
        var lossy = new EchoBehaviour { Rtt = TimeSpan.Zero, Loss = 0.1 };
        var first = Answered(Hosts(lossy, seed: 1));
        var again = Answered(Hosts(lossy, seed: 1));
        var other = Answered(Hosts(lossy, seed: 2));

        Assert.InRange(first.Count(isAnswered => !isAnswered), 1600, 2400);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);

        bool[] Answered(TunHosts hosts) => [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            Ask(hosts);
            return WriteDue(hosts) == 1;
        })];
    }

    [Fact]
    public void EveryKindOfAnswer_IsCountedOnce()
    {
        foreach (var behaviour in new EchoBehaviour[]
        {
            new() { Copies = 3 }, new() { IsSpoofed = true }, new() { IsTruncated = true }, new() { HasWrongId = true }, new() { Error = new IcmpError(3, 1) },
            EchoBehaviour.Dead, new() { Copies = 0 },
        })
        {
            var hosts = Hosts(behaviour);
            Ask(hosts);
            _time.Advance(TimeSpan.FromSeconds(1));
            WriteDue(hosts);
        }

        Assert.Equal(
            new TunCounters { Requests = 7, Replies = 6, Duplicates = 2, Spoofed = 1, Truncated = 1, WrongIds = 1, Errors = 1, Dropped = 2 },
            _tally.Read() with { Tardy = 0, WorstLag = TimeSpan.Zero });
        Assert.True(_tally.Read().IsBalanced);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(19.9, 1)]
    [InlineData(20, 0)]
    [InlineData(39.9, 0)]
    [InlineData(40, 1)]
    public void FlappingHost_AnswersInTheFirstHalf_AndIsSilentInTheSecond(double second, int answers)
    {
        var hosts = Hosts(new EchoBehaviour { Rtt = TimeSpan.Zero, FlapEvery = TimeSpan.FromSeconds(40) });
        _time.SetUtcNow(DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(second));   // 40 s go into a day without a rest

        Ask(hosts);

        Assert.Equal(answers, WriteDue(hosts));
        Assert.Equal(1 - answers, _tally.Dropped);
    }

    [Fact]
    public void LateWriter_IsSeen_InTheCounters()
    {
        var hosts = Hosts(new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(20) });
        Ask(hosts);

        _time.Advance(TimeSpan.FromMilliseconds(23));
        WriteDue(hosts);

        Assert.Equal((1, TimeSpan.FromMilliseconds(3)), (_tally.Read().Tardy, _tally.Read().WorstLag));
    }

    [Fact]
    public void Answer_ThatTheKernelDidNotTake_IsNotCountedAsAReply()
    {
        var hosts = Hosts(new EchoBehaviour { Rtt = TimeSpan.Zero });
        Ask(hosts);

        WriteDue(hosts, isTaken: false);

        Assert.Equal(new TunCounters { Requests = 1, WriteErrors = 1 }, _tally.Read());
        Assert.False(_tally.Read().IsBalanced);
    }

    [Fact]
    public void SteadyState_AllocatesNothing()
    {
        var hosts = Hosts(new EchoBehaviour { Rtt = TimeSpan.Zero, Jitter = TimeSpan.FromMilliseconds(1), Copies = 2 });
        var packet = LabPacket.Request("10.80.0.1", Host);
        Round(2000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Round(2000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000);   // of which the fake clock takes some

        void Round(int requests)
        {
            for (var i = 0; i < requests; i++)
            {
                hosts.Take(packet, _time.GetTimestamp());
            }

            _time.Advance(TimeSpan.FromMilliseconds(2));
            WriteDue(hosts);
        }
    }

    private TunHosts Hosts(EchoBehaviour behaviour, ulong seed = 1)
    {
        _network.Default = behaviour;
        return new TunHosts(_network, _tally, seed, _time);
    }

    private void Ask(TunHosts hosts, int requests = 1)
    {
        var packet = LabPacket.Request("10.80.0.1", Host);
        for (var i = 0; i < requests; i++)
        {
            hosts.Take(packet, _time.GetTimestamp());
        }
    }

    private int WriteDue(TunHosts hosts, bool isTaken = true)
    {
        var count = 0;
        for (; hosts.TryNext(_time.GetTimestamp(), out var answer); count++)
        {
            hosts.Written(answer, isTaken);
        }

        return count;
    }
}
