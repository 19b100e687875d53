using WardOps.Core.History;
using WardOps.Core.History.Reading;

namespace WardOps.Tests.History;

public sealed class SampleHistoryTests
{
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset s_from = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Outages_RangeOfThePastEndsWithinOne_EndsThereAndDoesNotLast()
    {
        var history = Of(seconds: 60, now: s_from.AddHours(1), 1, 1, 0, 0, 0, 0);

        Assert.Equal([new Outage(s_from.AddSeconds(20), s_from.AddSeconds(60))], history.Outages);
    }

    [Fact]
    public void Outages_RangeReachesNow_LastsStill()
    {
        var history = Of(seconds: 60, now: s_from.AddSeconds(61), 1, 1, 0, 0, 0);

        Assert.Equal([new Outage(s_from.AddSeconds(20), null)], history.Outages);
    }

    [Fact]
    public void Uptime_RoundsUnderWay_AreNotUnknown()
    {
        var history = Of(seconds: 120, now: s_from.AddSeconds(65), 1, 1, 1, 1, 1);   // the round of :50 closes at 61 s and is on its way

        Assert.Equal(new Uptime(50, 0, 0), history.Uptime);
        Assert.Equal(100, history.Uptime.CoveragePercent);
    }

    [Fact]
    public void Uptime_GapInThePast_IsUnknown()
        => Assert.Equal(new Uptime(40, 0, 20), Of(seconds: 60, now: s_from.AddHours(1), 1, 1, -1, -1, 1, 1).Uptime);

    /// <param name="seconds">Length of the range.</param>
    /// <param name="now">The clock.</param>
    /// <param name="rounds">1 up, 0 down, -1 nothing known.</param>
    private static DeviceHistory Of(int seconds, DateTimeOffset now, params int[] rounds)
    {
        var samples = rounds.Select((value, i) => new Sample(s_from.AddSeconds(10 * i).ToUnixTimeMilliseconds(), value)).Where(s => s.Value >= 0).ToList();
        return SampleHistory.Of(new HistoryRange(s_from, s_from.AddSeconds(seconds), s_round), samples, [], [], s_round, now);
    }
}
