using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History;

/// <summary>Which hours of a long range are read raw: those that may hold a change, and no others.</summary>
public sealed class OutageSearchTests
{
    private static readonly DateTimeOffset s_hour = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Runs_AYearAllUp_ReadsItsFirstHourAndTheEnd()
        => Assert.Equal([(0, 1), (8760, 8761)], Runs(0, 8761, new string('U', 8760)));

    [Fact]
    public void Runs_HoursWithAChange_AreReadAndTheHourAfterToo()
    {
        // After a mixed hour nobody knows how it ended.
        Assert.Equal([(0, 1), (10, 12), (24, 25)], Runs(0, 25, "UUUUUUUUUUxUUUUUUUUUUUUU"));

        // All down after all up: the outage begins where the first hour of it does.
        Assert.Equal([(0, 1), (10, 11), (20, 21), (30, 31)], Runs(0, 31, "UUUUUUUUUUDDDDDDDDDDUUUUUUUUUU"));
    }

    [Fact]
    public void Runs_Gaps_AreNotReadAndChangeNothing()
    {
        Assert.Equal([(5, 6), (30, 31)], Runs(0, 31, "-----UU--------UU-------------"));
        Assert.Equal([(5, 6), (25, 26), (30, 31)], Runs(0, 31, "-----UU------------------DDDDD"));
    }

    [Theory]
    [InlineData(600, 11)]   // at the start of an hour, all of whose rounds are of the new length
    [InlineData(630, 12)]   // within one: whether it has any of them nobody knows
    [InlineData(659, 12)]
    public void Runs_RoundsOfAnotherLength_ReadsTheFirstHoursSince(int minute, int to)
        => Assert.Equal([(0, 1), (10, to), (24, 25)], Runs(0, 25, new string('U', 24), s_hour.AddMinutes(minute)));

    [Fact]
    public void Runs_NothingKnownForLongSinceRoundsHadAnotherLength_ReadsTheFirstHourThatIs()
        => Assert.Equal([(0, 1), (18, 19), (24, 25)], Runs(0, 25, "UUUUUUUUUU--------UUUUUU", s_hour.AddHours(10), s_hour.AddHours(11)));

    [Fact]
    public void Runs_HoursNearToEachOther_AreReadInOneGo()
        => Assert.Equal([(0, 1), (10, 16), (30, 31)], Runs(0, 31, "UUUUUUUUUUxUUUxUUUUUUUUUUUUUUU"));

    [Fact]
    public void Runs_AFlappingYear_IsReadInMonths()
    {
        var runs = Runs(0, 8760, new string('x', 8760));

        Assert.Equal(12, runs.Count);
        Assert.All(runs, r => Assert.InRange(r.To - r.From, 1, 31 * 24));
        Assert.Equal(Enumerable.Range(1, 11).Select(i => runs[i - 1].To), runs.Skip(1).Select(r => r.From));
    }

    [Fact]
    public void Runs_EndsWithinAnHour_AreReadAsTheyAre()
    {
        var runs = OutageSearch.Runs(s_hour.AddMinutes(-20), s_hour.AddHours(10).AddMinutes(7), s_hour, [.. Enumerable.Repeat((360.0, 360.0), 10)]);

        Assert.Equal([(s_hour.AddMinutes(-20), s_hour.AddHours(1)), (s_hour.AddHours(10), s_hour.AddHours(10).AddMinutes(7))], runs);
    }

    /// <param name="from">In hours.</param>
    /// <param name="to">In hours.</param>
    /// <param name="hours">U all up, D all down, x mixed, - nothing known.</param>
    /// <param name="changes">When rounds had another length.</param>
    private static List<(int From, int To)> Runs(int from, int to, string hours, params DateTimeOffset[] changes)
    {
        var counts = hours.Select(h => h switch { 'U' => (360.0, 360.0), 'D' => (0.0, 360.0), 'x' => (180.0, 360.0), _ => (0.0, 0.0) }).ToArray();
        return [.. OutageSearch.Runs(s_hour.AddHours(from), s_hour.AddHours(to), s_hour, counts, changes).Select(r => ((int)(r.From - s_hour).TotalHours, (int)(r.To - s_hour).TotalHours))];
    }
}
