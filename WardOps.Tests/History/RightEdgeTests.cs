using WardOps.Core.Devices;
using WardOps.Core.History.Reading;
using WardOps.Core.Probing;

namespace WardOps.Tests.History;

/// <summary>What only memory has yet, and how it joins what the store has.</summary>
public sealed class RightEdgeTests
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeviceCatalog s_catalog = Catalog();

    [Fact]
    public void Tail_RoundsOfBoth_AreJoinedByTimeAndTheStoreStands()
    {
        var kept = new KeptRounds();
        var tail = new FreshTail([Sample(0, rtt: 1), Sample(10, rtt: 1), Sample(20, rtt: 1), Sample(40, rtt: 1)], kept);
        tail.Add(Sample(10, rtt: 2));
        tail.Add(Sample(30, rtt: 2));
        tail.End();

        Assert.Equal([(0, 1), (10, 2), (20, 1), (30, 2), (40, 1)], kept.Rounds.Select(s => (SecondOf(s), (int)s.RttMs)));
        Assert.Equal([0, 20, 40], tail.Unseen.Select(SecondOf));
    }

    [Fact]
    public void Tail_RoundThatTheStoreShowsInPart_IsTakenFromMemory()
    {
        var kept = new KeptRounds();
        var tail = new FreshTail([Sample(0, rtt: 1), Sample(10, rtt: 1)], kept);
        tail.Add(Sample(0, rtt: double.NaN));
        tail.Add(Sample(10, rtt: 2) with { LossPercent = double.NaN });
        tail.End();

        Assert.All(kept.Rounds, s => Assert.Equal((1, 0), (s.RttMs, s.LossPercent)));
        Assert.Equal(2, tail.Unseen.Count);
    }

    [Fact]
    public void Merge_RowsOffTheGrid_BelongToTheirRoundAndTheWorseStands()
    {
        var kept = new KeptRounds();
        var merge = new RoundMerge(RoundLengths.Always(Rounds.Interval), kept);
        merge.Add(Sample(3, rtt: 5, loss: 20));
        merge.Add(Sample(9, rtt: 7, loss: 0));
        merge.Add(Sample(10, rtt: 1));
        merge.Add(Sample(19, rtt: double.NaN, loss: 100, isUp: false));
        merge.Add(Sample(31, rtt: 2));
        merge.End();

        Assert.Equal([(0, true, 7, 20), (10, false, 1, 100), (30, true, 2, 0)], kept.Rounds.Select(s => (SecondOf(s), s.IsUp, (int)s.RttMs, (int)s.LossPercent)));
    }

    [Fact]
    public void Fresh_MoreBytesThanAllowed_TheOldestGo()
    {
        var fresh = new FreshRounds(mostBytes: 3 * (256 + 20));
        for (var i = 0; i < 5; i++)
        {
            fresh.Add(RoundAt(i));
        }

        Assert.Equal([2, 3, 4], Numbers(fresh));
    }

    [Fact]
    public void Fresh_SmallFleet_HoldsNoMoreRoundsThanADay()
    {
        var fresh = new FreshRounds();
        for (var i = 0; i < FreshRounds.MostRounds + 3000; i++)
        {
            fresh.Add(RoundAt(i));
        }

        Assert.Equal(Enumerable.Range(3000, FreshRounds.MostRounds), Numbers(fresh));
        Assert.Equal([5000, 5001], Numbers(fresh, 5000, 5002));
        Assert.Empty(Numbers(fresh, 0, 3000));
    }

    [Fact]
    public void Fresh_ARoundThatIsHereAlready_IsNoNews()
    {
        var fresh = new FreshRounds();
        fresh.Add(RoundAt(4));
        fresh.Add(RoundAt(5));
        fresh.Add(RoundAt(4));
        fresh.Add(RoundAt(5));

        Assert.Equal([4, 5], Numbers(fresh));
    }

    [Fact]
    public void Fresh_ClockThatStoodAheadIsSetRight_NewRoundsAreHeard()
    {
        var fresh = new FreshRounds();
        foreach (var number in (int[])[1, 2, 360, 361, 3, 4, 5])
        {
            fresh.Add(RoundAt(number));
        }

        Assert.Equal([1, 2, 3, 4, 5, 360, 361], Numbers(fresh));
        Assert.Equal([3, 4, 5], Numbers(fresh, 3, 6));
    }

    [Fact]
    public void Fresh_ClockStoodAheadUntilMemoryWasFull_TheRoundsOfNowAreHeardAndThoseAheadGiveWay()
    {
        var fresh = new FreshRounds(mostBytes: 3 * (256 + 20));
        foreach (var number in (int[])[360, 361, 362, 1, 2, 3, 4])
        {
            fresh.Add(RoundAt(number));
            Assert.Contains(number, Numbers(fresh));
        }

        Assert.Equal([2, 3, 4], Numbers(fresh));
    }

    private static int[] Numbers(FreshRounds fresh, int from = -1, int to = 100_000) =>
    [
        .. fresh.Of(Rounds.IdOf(1), s_at + (from * Rounds.Interval), s_at + (to * Rounds.Interval)).Select(r => (int)((r.At - s_at) / Rounds.Interval)),
    ];

    private static Round RoundAt(int number) => Rounds.At(s_at + (number * Rounds.Interval), s_catalog.Current, Rounds.Up);

    private static int SecondOf(RoundSample sample) => (int)(DateTimeOffset.FromUnixTimeMilliseconds(sample.At) - s_at).TotalSeconds;

    private static RoundSample Sample(int second, double rtt, double loss = 0, bool isUp = true)
        => new(s_at.AddSeconds(second).ToUnixTimeMilliseconds(), isUp, rtt, loss, 0);

    private static DeviceCatalog Catalog()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([Rounds.Device(1)]);
        return catalog;
    }

    private sealed class KeptRounds : IRoundFold
    {
        public List<RoundSample> Rounds { get; } = [];

        public void Add(in RoundSample sample) => Rounds.Add(sample);
    }
}
