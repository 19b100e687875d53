using WardOps.Core.History;
using WardOps.Core.History.Reports;
using WardOps.Web.Components.Reports;

namespace WardOps.Tests.Components.Reports;

public sealed class ReportRangesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 31, 21, 30, 0, TimeSpan.Zero);   // the first of April in Tbilisi
    private static readonly TimeZoneInfo s_tbilisi = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tbilisi");
    private static readonly TimeZoneInfo s_berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("this-month", "2026-03-31T20:00:00Z", null)]
    [InlineData("last-month", "2026-02-28T20:00:00Z", "2026-03-31T20:00:00Z")]
    public void Months_are_those_of_the_zone(string range, string from, string? to)
        => Assert.Equal((null, from, to), ReportRanges.Of(new ReportQuery(range), s_now, s_tbilisi));

    [Fact]
    public void A_month_with_a_change_of_the_clocks_is_an_hour_shorter()
    {
        var (_, from, to) = ReportRanges.Of(new ReportQuery(ReportRanges.LastMonth), s_now.AddHours(4), s_berlin);
        Assert.Equal(("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"), (from, to));
    }

    [Theory]
    [InlineData("24h")]
    [InlineData("7d")]
    [InlineData("30d")]
    [InlineData("this-month")]
    [InlineData("last-month")]
    public void Every_range_is_one_that_the_api_takes(string range)
    {
        var (length, from, to) = ReportRanges.Of(new ReportQuery(range), s_now, s_tbilisi);
        Assert.True(HistoryRanges.TryParseEnds(length, from, to, s_now, out _, out _, out _));
    }

    [Theory]
    [InlineData("2026-03-29T12:00", "2026-03-29T10:00:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")]   // left out when the clocks go forward: past the gap
    [InlineData("2026-10-25T02:30", "2026-10-25T01:30:00Z")]   // comes twice when they go back: the later one
    [InlineData("2026-03-29T12:00:30", "2026-03-29T10:00:30Z")]
    [InlineData("", null)]
    [InlineData("tomorrow", null)]
    [InlineData("0001-01-01T00:00", null)]
    [InlineData("275760-09-13T00:00", null)]   // the last year that a browser knows
    public void A_field_of_the_browser_is_read_in_its_zone(string field, string? moment)
        => Assert.Equal(moment, ReportRanges.Read(field, s_berlin) is { } time ? ReportRanges.Rfc(time) : null);

    [Fact]
    public void A_field_gives_back_what_it_was_given()
        => Assert.Equal(s_now, ReportRanges.Read(ReportRanges.Field(s_now, s_tbilisi), s_tbilisi));

    [Theory]
    [InlineData("Asia/Tbilisi", "Asia/Tbilisi (UTC+04:00)")]
    [InlineData("America/New_York", "America/New_York (UTC-04:00)")]
    [InlineData("Atlantis/Capital", "UTC")]
    [InlineData("../../etc/passwd", "UTC")]
    [InlineData("", "UTC")]
    [InlineData(null, "UTC")]
    public void A_zone_is_said_by_name_and_an_unknown_one_is_UTC(string? name, string said)
        => Assert.Equal(said, ReportRanges.NameOf(ReportRanges.ZoneOf(name), s_now));

    [Theory]
    [InlineData(3600, "24h")]
    [InlineData(86_400 + 10, "24h")]   // ends move outwards to the round
    [InlineData(7 * 86_400 + 10, "7d")]
    [InlineData(30 * 86_400 + 10, "30d")]
    public void A_device_s_page_shows_about_as_much_as_the_report(int seconds, string range)
        => Assert.Equal(range, ReportRanges.OfDevicePage(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("/reports")]
    [InlineData("/reports?range=30d")]
    [InlineData("/reports?range=custom&from=2026-03-01T00%3A00%3A00Z&to=2026-03-02T00%3A00%3A00Z&group_by=device&sort=-down")]
    [InlineData("/reports?group_by=region&sort=-uptime")]
    public void An_address_is_read_and_written_alike(string address)
    {
        var words = System.Web.HttpUtility.ParseQueryString(new Uri("http://x" + address).Query);
        Assert.Equal(address, ReportQuery.Parse(words["range"], words["from"], words["to"], words["group_by"], words["sort"]).ToAddress());
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("street", "sideways")]
    [InlineData("Branch,Region", "-")]
    public void Nonsense_in_the_address_is_left_out(string group, string sort)
    {
        var query = ReportQuery.Parse("9d", "a", "b", group, sort);
        Assert.Equal((ReportRanges.Day, null, null, ReportGrouping.Branch, ReportSort.Uptime), (query.Range, query.From, query.To, query.Grouping, query.Sort));
    }

    [Fact]
    public void Columns_are_ordered_up_then_down_then_as_at_first()
    {
        var query = new ReportQuery().OrderedBy(ReportSort.Down);
        Assert.Equal((ReportSort.Down, false), (query.Sort, query.Descending));
        query = query.OrderedBy(ReportSort.Down);
        Assert.Equal((ReportSort.Down, true), (query.Sort, query.Descending));
        Assert.Equal(new ReportQuery(), query.OrderedBy(ReportSort.Down));
    }

    [Fact]
    public void Rows_of_which_nothing_is_known_stand_last_in_either_direction()
    {
        ReportRow[] rows = [Row("a", new Uptime(0, 0, 9)), Row("b", new Uptime(9, 1, 0)), Row("c", new Uptime(10, 0, 0))];
        Assert.Equal(["b", "c", "a"], ReportRows.Sorted(rows, ReportSort.Uptime, false).Select(r => r.Name));
        Assert.Equal(["c", "b", "a"], ReportRows.Sorted(rows, ReportSort.Uptime, true).Select(r => r.Name));
        Assert.Equal(["c", "b", "a"], ReportRows.Sorted(rows, ReportSort.Down, false).Select(r => r.Name));
        Assert.Equal(["c", "b", "a"], ReportRows.Sorted(rows, ReportSort.Name, true).Select(r => r.Name));
    }

    private static ReportRow Row(string name, Uptime uptime) => new(null, name, "", "", 1, 0, uptime);
}
