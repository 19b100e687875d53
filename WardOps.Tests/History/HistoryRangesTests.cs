using WardOps.Core.History;

namespace WardOps.Tests.History;

public sealed class HistoryRangesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(null, 24 * 60, 10)]
    [InlineData("1m", 1, 10)]
    [InlineData("30m", 30, 10)]
    [InlineData("24h", 24 * 60, 10)]
    [InlineData("25h", 25 * 60, 30)]
    [InlineData("3d", 3 * 24 * 60, 30)]
    [InlineData("7d", 7 * 24 * 60, 60)]
    [InlineData("1w", 7 * 24 * 60, 60)]
    [InlineData("30d", 30 * 24 * 60, 300)]
    [InlineData("1y", 365 * 24 * 60, 3600)]
    [InlineData("400d", 400 * 24 * 60, 3600)]
    public void A_length_ends_now_and_is_aligned_outwards(string? text, int minutes, int step)
    {
        Assert.True(HistoryRanges.TryParse(text, null, null, null, s_now, out var range, out _));
        Assert.Equal(TimeSpan.FromSeconds(step), range.Step);
        Assert.True(range.To >= s_now && range.To - s_now < range.Step);
        var begin = s_now - TimeSpan.FromMinutes(minutes);
        Assert.True(range.From <= begin && begin - range.From < range.Step);
        Assert.Equal(0, range.From.ToUnixTimeSeconds() % step);
        Assert.Equal(0, range.To.ToUnixTimeSeconds() % step);
    }

    [Fact]
    public void Ends_may_be_given_with_an_offset()
    {
        Assert.True(HistoryRanges.TryParse(null, "2026-03-01T04:00:00+04:00", "2026-03-01T01:00:00Z", "60s", s_now, out var range, out _));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), range.From);
        Assert.Equal(60, range.Points);
    }

    [Theory]
    [InlineData("0h", null, null, null, "time_range")]
    [InlineData("59s", null, null, null, "time_range")]
    [InlineData("401d", null, null, null, "time_range")]
    [InlineData("9999999999h", null, null, null, "time_range")]
    [InlineData("2147483647y", null, null, null, "time_range")]
    [InlineData("-1h", null, null, null, "time_range")]
    [InlineData("h", null, null, null, "time_range")]
    [InlineData("1.5h", null, null, null, "time_range")]
    [InlineData("1h", "2026-03-01T00:00:00Z", null, null, "not both")]
    [InlineData(null, "2026-03-01T00:00:00", null, null, "offset")]
    [InlineData(null, null, "2026-03-01T00:00:00Z", null, "from")]
    [InlineData(null, "yesterday", null, null, "from")]
    [InlineData(null, "2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z", null, "before")]
    [InlineData(null, "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", null, "before")]
    [InlineData(null, "2026-03-05T00:00:00Z", "2026-03-06T00:00:00Z", null, "future")]
    [InlineData("1h", null, null, "5s", "10 seconds")]
    [InlineData("1h", null, null, "15s", "10 seconds")]
    [InlineData("1h", null, null, "fast", "step")]
    [InlineData("1h", null, null, "0", "step")]
    [InlineData("1h", null, null, "0s", "10 seconds")]
    [InlineData("1h", null, null, "-10s", "step")]
    [InlineData("1h", null, null, "401d", "400d")]
    [InlineData("1h", null, null, "365000d", "400d")]
    [InlineData("7d", null, null, "10s", "points")]
    [InlineData(null, "1971-01-01T00:00:00Z", null, "10s", "400 days")]
    [InlineData(null, "1970-12-31T23:59:59Z", null, null, "from")]
    [InlineData(null, "2026-03-01T00:00:00Z", "9989-01-01T00:00:00Z", "400d", "future")]
    [InlineData(null, "2026-03-01T00:00:00Z,2026-03-02T00:00:00Z", null, null, "from")]
    [InlineData(null, "2026-03-01T00:00:00Z", "0", null, "to must")]
    [InlineData("1h", null, null, "1e1s", "step")]
    [InlineData("1h", null, null, "99999999999s", "step")]
    [InlineData("400d", null, null, "10s", "points")]
    [InlineData("1000000000s", null, null, "10s", "time_range")]
    [InlineData("\u0661h", null, null, null, "time_range")]
    [InlineData(null, "9999-12-31T23:59:59Z", null, null, "future")]
    [InlineData(null, "2026-03-01T00:00:00Z", "9999-12-31T23:59:59Z", null, "400 days")]
    [InlineData(null, "2025-01-01T00:00:00Z", "2026-03-01T00:00:00Z", null, "400 days")]
    [InlineData(null, "1970-01-01T00:00:00Z", "1970-06-01T00:00:00Z", null, "1971")]
    [InlineData(null, "0001-01-01T00:00:00Z", "0001-01-02T00:00:00Z", null, "1971")]
    [InlineData(null, "10000-01-01T00:00:00Z", null, null, "from")]
    [InlineData(null, "2026-02-30T00:00:00Z", null, null, "from")]
    [InlineData(null, "2026-03-01T25:00:00Z", null, null, "from")]
    [InlineData(null, "2026-03-01T00:00:00+99:00", null, null, "from")]
    [InlineData(null, "2026-03-01T00:00:00Z", "soon", null, "to must be a time")]
    [InlineData(null, "1772323200", null, null, "from")]
    public void Nonsense_is_refused_with_a_reason(string? length, string? from, string? to, string? step, string reason)
    {
        Assert.False(HistoryRanges.TryParse(length, from, to, step, s_now, out var range, out var fault));
        Assert.Null(range);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_text_is_not_sent_back()
    {
        Assert.False(HistoryRanges.TryParse(new string('9', 100_000), null, null, null, s_now, out _, out var fault));
        Assert.InRange(fault.Length, 1, 300);
    }

    [Fact]
    public void Ends_alone_stay_as_they_are_asked_for()
    {
        Assert.True(HistoryRanges.TryParseEnds(null, "2025-02-01T00:00:03.5Z", "2026-03-01T00:00:07Z", s_now, out var from, out var to, out _));
        Assert.Equal(new DateTimeOffset(2025, 2, 1, 0, 0, 3, 500, TimeSpan.Zero), from);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 7, TimeSpan.Zero), to);
    }

    [Theory]
    [InlineData("400d", null, null, true)]
    [InlineData("401d", null, null, false)]
    [InlineData(null, "2025-01-25T00:00:00Z", "2026-03-01T00:00:00Z", true)]
    [InlineData(null, "2025-01-25T00:00:00Z", "2026-03-01T00:00:01Z", false)]
    public void Ends_alone_are_at_most_400_days_apart(string? length, string? from, string? to, bool isRight)
        => Assert.Equal(isRight, HistoryRanges.TryParseEnds(length, from, to, s_now, out _, out _, out _));

    [Theory]
    [InlineData("2026-03-28T23:00:00Z")]   // the night in which Europe's clocks go forward
    [InlineData("2025-10-25T22:00:00Z")]   // and back
    public void A_day_has_24_hours_whatever_the_clocks_on_the_wall_do(string text)
    {
        var from = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(HistoryRanges.TryParse("24h", null, null, null, from.AddHours(24), out var length, out _));
        Assert.True(HistoryRanges.TryParse(
            null, from.ToOffset(TimeSpan.FromHours(1)).ToString("O"), from.AddHours(24).ToOffset(TimeSpan.FromHours(2)).ToString("O"), null, from.AddDays(2), out var ends, out _));

        Assert.Equal(8640, length.Points);
        Assert.Equal(length, ends);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (ends.From.Offset, ends.To.Offset));
    }

    [Fact]
    public void A_step_that_was_not_asked_for_is_no_shorter_than_what_a_sample_stands_for()
    {
        Assert.True(HistoryRanges.TryParse("1h", null, null, null, s_now, out var minutes, out _, TimeSpan.FromMinutes(1)));
        Assert.True(HistoryRanges.TryParse("1h", null, null, null, s_now, out var odd, out _, TimeSpan.FromSeconds(15)));
        Assert.True(HistoryRanges.TryParse("1h", null, null, "10s", s_now, out var asked, out _, TimeSpan.FromMinutes(1)));

        Assert.Equal([60, 20, 10], new[] { minutes, odd, asked }.Select(r => (int)r.Step.TotalSeconds));
    }

    [Fact]
    public void A_range_before_the_first_sample_is_a_range()
        => Assert.True(HistoryRanges.TryParse(null, "1971-01-01T00:00:00Z", "1971-01-02T00:00:00Z", null, s_now, out _, out _));
}
