using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History;

public sealed class RoundBacklogTests
{
    [Fact]
    public void The_oldest_goes_when_it_is_full()
    {
        var backlog = new RoundBacklog(25);
        var rounds = Enumerable.Range(0, 3).Select(Ten).ToArray();
        foreach (var round in rounds)
        {
            backlog.Add(round);
        }

        Assert.Equal((2, 20, 1), (backlog.Count, backlog.Bytes, backlog.Dropped));
        Assert.True(backlog.TryPeek(out var oldest));
        Assert.Same(rounds[1], oldest);
        backlog.Remove(rounds[0]);
        Assert.Equal(20, backlog.Bytes);
    }

    [Fact]
    public void What_is_put_back_goes_first_and_never_drops_what_was_not_written()
    {
        var backlog = new RoundBacklog(35);
        backlog.Add(Ten(7));
        backlog.PutBack([Ten(1), Ten(2), Ten(3)]);
        Assert.Equal((3, 0), (backlog.Count, backlog.Dropped));
        Assert.True(backlog.TryPeek(out var oldest));
        Assert.Equal(2, oldest.At.ToUnixTimeSeconds());
    }

    [Fact]
    public void A_single_huge_round_stays()
    {
        var backlog = new RoundBacklog(5);
        backlog.Add(Ten(1));
        Assert.Equal((1, 0), (backlog.Count, backlog.Dropped));
    }

    private static EncodedRound Ten(int second) => new(DateTimeOffset.FromUnixTimeSeconds(second), Rounds.Interval, new byte[10], false, 1);
}
