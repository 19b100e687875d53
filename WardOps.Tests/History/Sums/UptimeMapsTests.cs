using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Sums;

public sealed class UptimeMapsTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_start);
    private readonly DeviceCatalog _catalog = new();
    private readonly RollingSums _sums;
    private readonly UptimeMaps _maps;

    public UptimeMapsTests()
    {
        _sums = new RollingSums(_catalog, ProbePolicy.Default, _time);
        _maps = new UptimeMaps(_sums, _time);
        _catalog.Swap(
        [
            Rounds.Device(1, branch: "Vake-10"), Rounds.Device(2, branch: "Vake-2"), Rounds.Device(3, branch: "Vake-2"),
            Rounds.Device(4, branch: "Port", region: "Adjara"), Rounds.Device(5, branch: "Port") with { Enabled = false },
        ]);
    }

    [Fact]
    public void Branches_stand_by_region_and_number_with_a_cell_for_each_hour()
    {
        Add(360, Rounds.Up, Rounds.Up, Rounds.Down, Rounds.Unknown);
        Add(90, Rounds.Down, Rounds.Up, Rounds.Up, Rounds.Unknown);   // 13:15
        var map = _maps.Of(MapGrouping.Branch, SumsPeriod.Day, TimeZoneInfo.Utc);

        Assert.Equal([("Port", "Adjara", 1), ("Vake-2", "Tbilisi", 2), ("Vake-10", "Tbilisi", 1)], map.Rows.Select(r => (r.Name, r.Region, r.Devices)));
        Assert.Equal((25, SumsSteps.Hour, s_start + TimeSpan.FromMinutes(75)), (map.Columns.Count, map.Step, map.AsOf));
        Assert.Equal(s_start + SumsSteps.Hour, map.Columns[^2]);
        Assert.Equal([new Uptime(3600, 3600, 0), new Uptime(1800, 0, 0)], map.Rows[1].Cells.TakeLast(2).Select(c => c.Uptime));
        Assert.Equal([new Uptime(3600, 0, 0), new Uptime(0, 900, 0)], map.Rows[2].Cells.TakeLast(2).Select(c => c.Uptime));
        Assert.Equal([new Uptime(0, 0, 3600), new Uptime(0, 0, 900)], map.Rows[0].Cells.TakeLast(2).Select(c => c.Uptime));
        Assert.All(map.Rows, r => Assert.Equal(24, r.Cells.Count));
    }

    [Fact]
    public void Regions_are_rows_of_their_own()
    {
        Add(6, Rounds.Up, Rounds.Up, Rounds.Down, Rounds.Up);
        var map = _maps.Of(MapGrouping.Region, SumsPeriod.Day, TimeZoneInfo.Utc);
        Assert.Equal([("Adjara", "Adjara", 1), ("Tbilisi", "Tbilisi", 3)], map.Rows.Select(r => (r.Name, r.Region, r.Devices)));
        Assert.Equal(new Uptime(120, 60, 0), map.Rows[1].Cells[^1].Uptime);
    }

    [Fact]
    public void A_day_that_is_not_over_has_nothing_of_the_same_hours_a_month_ago()
    {
        // The places of the hours to come hold the oldest hours still.
        var old = s_start - TimeSpan.FromHours(715);
        _sums.TakeHours(old, old + SumsSteps.Hour, [new StepSum(Rounds.IdOf(1), old, 1000, 3600)]);
        Add(6, Rounds.Up);
        var map = _maps.Of(MapGrouping.Branch, SumsPeriod.Month, TimeZoneInfo.Utc);

        var cells = map.Rows.Single(r => r.Name == "Vake-10").Cells;
        Assert.Equal((30, TimeSpan.FromDays(1)), (cells.Count, map.Step));
        Assert.Equal(new Uptime(60, 0, 12 * 3600), cells[^1].Uptime);
        Assert.Equal(1, cells.Count(c => c.Uptime.Percent is not null));
    }

    [Fact]
    public void Whoever_looks_at_the_same_moment_gets_the_same_map()
    {
        Add(6, Rounds.Up);
        var map = _maps.Of(MapGrouping.Branch, SumsPeriod.Month, TimeZoneInfo.Utc);
        Assert.Same(map, _maps.Of(MapGrouping.Branch, SumsPeriod.Month, TimeZoneInfo.Utc));
        Assert.NotSame(map, _maps.Of(MapGrouping.Region, SumsPeriod.Month, TimeZoneInfo.Utc));
        Add(3, Rounds.Up);
        Assert.Same(map, _maps.Of(MapGrouping.Branch, SumsPeriod.Month, TimeZoneInfo.Utc));
        Add(4, Rounds.Up);
        Assert.NotSame(map, _maps.Of(MapGrouping.Branch, SumsPeriod.Month, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_map_of_24_hours_follows_every_round()
    {
        Add(1, Rounds.Up);
        Assert.Equal(10, _maps.Of(MapGrouping.Region, SumsPeriod.Day, TimeZoneInfo.Utc).Rows[^1].Cells[^1].Uptime.UpSeconds);
        Add(1, Rounds.Up);
        Assert.Equal(20, _maps.Of(MapGrouping.Region, SumsPeriod.Day, TimeZoneInfo.Utc).Rows[^1].Cells[^1].Uptime.UpSeconds);
    }

    [Fact]
    public void Devices_down_for_good_can_be_left_out()
    {
        Add(6, Rounds.Up, Rounds.Down, Rounds.Up, Rounds.Down);
        var map = _maps.Of(MapGrouping.Branch, SumsPeriod.Day, TimeZoneInfo.Utc, () => new HashSet<Guid> { Rounds.IdOf(2), Rounds.IdOf(4) });
        Assert.Equal([("Vake-2", 1), ("Vake-10", 1)], map.Rows.Select(r => (r.Name, r.Devices)));
        Assert.All(map.Rows, r => Assert.Equal(100, r.Cells[^1].Uptime.Percent));
        Assert.Equal(3, _maps.Of(MapGrouping.Branch, SumsPeriod.Day, TimeZoneInfo.Utc).Rows.Count);
    }

    [Fact]
    public void Without_devices_there_are_no_rows()
    {
        _catalog.Swap([]);
        Assert.Empty(_maps.Of(MapGrouping.Branch, SumsPeriod.Day, TimeZoneInfo.Utc).Rows);
    }

    private void Add(int rounds, params WardOps.Core.Probing.DeviceRound[] results)
    {
        for (var i = 0; i < rounds; i++)
        {
            _sums.Add(Rounds.At(_time.GetUtcNow(), _catalog.Current, results));
            _time.Advance(Rounds.Interval);
        }
    }
}
