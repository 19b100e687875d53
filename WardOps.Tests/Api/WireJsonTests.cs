using System.Text.Json;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;
using WardOps.Core.Live;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Status;
using WardOps.Tests.Live;
using WardOps.Web.Api;

namespace WardOps.Tests.Api;

/// <summary>The JSON is a contract with programs that other people wrote: it is frozen here to the letter.</summary>
public sealed class WireJsonTests
{
    private static readonly DateTimeOffset s_time = new(2026, 11, 23, 22, 0, 10, TimeSpan.FromHours(4));

    private static readonly DeviceState s_state = new(
        BoardScript.Device(7) with { Tags = DeviceTags.Of("წითელი", "Cash") }, DeviceStatus.Down, s_time, s_time, s_time.AddSeconds(-2), null, 100, 4);

    [Fact]
    public void DeviceItem_Down_IsFrozen() => Assert.Equal(
        """
        {"id":"00000007-0000-0000-0000-000000000000","name":"device-7","ip":"127.64.0.7","branch":"ბათუმი","region":"Achara","device_type":"Router","parent_id":null,"parents":[],"enabled":true,"status":"down","flags":[],"down_since":"2026-11-23T18:00:10.000Z","last_ping_at":"2026-11-23T18:00:08.000Z","rtt_ms":null,"loss_percent":100,"tags":["cash","წითელი"],"behind_id":null}
        """,
        Json(DeviceItem.Of(s_state, Board.Empty with { Catalog = new DeviceCatalog().Swap([s_state.Device]) })));

    [Fact]
    public void DeviceItem_UnreachableAndFlapping_IsFrozen()
    {
        var catalog = new DeviceCatalog().Swap([BoardScript.Device(7), BoardScript.Device(8) with { Parents = ParentIds.Of(BoardScript.Id(7)) }]);
        var state = new DeviceState(catalog.Find(BoardScript.Id(8))!, DeviceStatus.Unreachable, s_time, s_time, null, null, 100, 4) { Marks = DeviceFlags.Flapping };
        var board = Board.Empty with { Catalog = catalog, BySlot = [s_state with { Device = catalog.Devices[0] }, state] };

        Assert.Equal(
            """
            {"id":"00000008-0000-0000-0000-000000000000","name":"device-8","ip":"127.64.0.8","branch":"ბათუმი","region":"Achara","device_type":"Router","parent_id":"00000007-0000-0000-0000-000000000000","parents":["00000007-0000-0000-0000-000000000000"],"enabled":true,"status":"unreachable","flags":["flapping"],"down_since":"2026-11-23T18:00:10.000Z","last_ping_at":null,"rtt_ms":null,"loss_percent":100,"tags":[],"behind_id":"00000007-0000-0000-0000-000000000000"}
            """,
            Json(DeviceItem.Of(state, board)));
    }

    [Fact]
    public void DevicePage_IsFrozen() => Assert.Equal("""{"items":[],"total":877,"page":9,"page_size":100}""", Json(new DevicePage([], 877, 9, 100)));

    [Fact]
    public void DeviceHistory_WithAGapAndAnOutage_IsFrozen()
    {
        var range = new HistoryRange(s_time, s_time.AddSeconds(30), TimeSpan.FromSeconds(10));
        var history = new DeviceHistory(
            range, [1, 0, null], [4.7001, null, null], [20, 100, null], [1.5004, null, null], new(4.7001, 4.7, null), new Uptime(10, 10, 10), [new Outage(s_time.AddSeconds(10), null)]);

        Assert.Equal(
            """
            {"device":{"id":"00000007-0000-0000-0000-000000000000","name":"device-7","ip":"127.64.0.7","status":"down","down_since":"2026-11-23T18:00:10.000Z","last_ping_at":"2026-11-23T18:00:08.000Z"},"history":{"step_seconds":10,"status":[{"time":"2026-11-23T18:00:10.000Z","status":1},{"time":"2026-11-23T18:00:20.000Z","status":0},{"time":"2026-11-23T18:00:30.000Z","status":null}],"response_time":[{"time":"2026-11-23T18:00:10.000Z","rtt_ms":4.7},{"time":"2026-11-23T18:00:20.000Z","rtt_ms":null},{"time":"2026-11-23T18:00:30.000Z","rtt_ms":null}],"packet_loss":[{"time":"2026-11-23T18:00:10.000Z","percent":20},{"time":"2026-11-23T18:00:20.000Z","percent":100},{"time":"2026-11-23T18:00:30.000Z","percent":null}],"jitter":[{"time":"2026-11-23T18:00:10.000Z","jitter_ms":1.5},{"time":"2026-11-23T18:00:20.000Z","jitter_ms":null},{"time":"2026-11-23T18:00:30.000Z","jitter_ms":null}]},"uptime":{"percent":50,"up_seconds":10,"down_seconds":10,"unknown_seconds":10,"coverage_percent":66.667},"outages":[{"from":"2026-11-23T18:00:20.000Z","to":null,"seconds":20}],"response_time_ms":{"p50":4.7,"p95":4.7,"p99":null}}
            """,
            Json(DeviceHistoryReply.Of(s_state, history, DateTimeOffset.MaxValue)));
    }

    [Fact]
    public void DeviceHistory_OutageThatLasts_IsNotCountedIntoTheFuture()
    {
        var range = new HistoryRange(s_time, s_time.AddDays(300), TimeSpan.FromDays(1));
        var history = new DeviceHistory(range, [], [], [], [], default, new Uptime(0, 120, 0), [new Outage(s_time.AddSeconds(10), null)]);

        Assert.Equal(120, Assert.Single(DeviceHistoryReply.Of(s_state, history, s_time.AddSeconds(130)).Outages).Seconds);
    }

    [Fact]
    public void DeviceHistory_NothingKnown_HasNullUptimeNotZero()
    {
        var range = new HistoryRange(s_time, s_time.AddSeconds(10), TimeSpan.FromSeconds(10));
        var json = Json(DeviceHistoryReply.Of(s_state, new DeviceHistory(range, [null], [null], [null], [null], default, new Uptime(0, 0, 10), []), DateTimeOffset.MaxValue));

        Assert.Contains("""
            "uptime":{"percent":null,"up_seconds":0,"down_seconds":0,"unknown_seconds":10,"coverage_percent":0}
            """.Trim(), json, StringComparison.Ordinal);
    }

    [Fact]
    public void DashboardStats_IsFrozen() => Assert.Equal(
        """
        {"total_devices":877,"devices_up":840,"devices_down":36,"devices_unreachable":0,"devices_unknown":1,"uptime_percent":95.9,"coverage_percent":12.5,"top_problem_devices":[{"device_id":"00000007-0000-0000-0000-000000000000","device_name":"device-7","device_ip":"127.64.0.7","downtime_seconds":120,"uptime_percent":null,"status":"down","kind":"newly_down"}],"active_alerts":0,"critical_alerts":0,"as_of":"2026-11-23T18:00:10.000Z","problems":{"newly_down":1,"flapping":2,"chronic":286}}
        """,
        Json(new DashboardStats(
            877, 840, 36, 0, 1, 95.9, 12.5, [new(BoardScript.Id(7), "device-7", "127.64.0.7", 120, null, "down", "newly_down")], 0, 0, s_time, new ProblemCounts(1, 2, 286))));

    [Fact]
    public void Problems_IsFrozen() => Assert.Equal(
        """
        {"newly_down":[{"device_id":"00000007-0000-0000-0000-000000000000","device_name":"device-7","device_ip":"127.64.0.7","branch":"ბათუმი","region":"Achara","status":"unknown","down_since":"2026-11-23T18:00:10.000Z","downtime_seconds":120,"uptime_percent":98.5,"unstable_steps":3}],"flapping":[],"chronic":[],"counts":{"newly_down":1,"flapping":0,"chronic":0},"as_of":"2026-11-23T18:00:10.000Z"}
        """,
        Json(new ProblemsReply(
            [ProblemItem.Of(new ProblemFacts(BoardScript.Device(7), true, s_time, 3, 120, 98.5), Board.Empty)], [], [], new ProblemCounts(1, 0, 0), s_time)));

    [Fact]
    public void Heatmap_WithACellOfWhichNothingIsKnown_IsFrozen() => Assert.Equal(
        """
        {"groups":[{"name":"ვაკე","region":"Tbilisi","cells":[{"from":"2026-11-23T18:00:10.000Z","uptime_percent":99.999,"coverage_percent":100},{"from":"2026-11-23T19:00:10.000Z","uptime_percent":null,"coverage_percent":0}]}],"step_seconds":3600,"as_of":"2026-11-23T18:00:10.000Z"}
        """,
        Json(HeatmapReply.Of(new UptimeMap(
            [new UptimeRow("ვაკე", "Tbilisi", 2, [new UptimeCell(s_time, new Uptime(9_999_999, 1, 0)), new UptimeCell(s_time.AddHours(1), new Uptime(0, 0, 7200))])],
            [s_time, s_time.AddHours(1), s_time.AddHours(2)],
            TimeSpan.FromHours(1),
            s_time))));

    [Fact]
    public void LiveDelta_IsFrozen() => Assert.Equal(
        """
        {"version":5,"as_of":"2026-11-23T18:00:10.000Z","last_round":"2026-11-23T18:00:10.000Z","totals":{"total":3,"up":2,"down":1,"unreachable":0,"unknown":0},"changed":[{"id":"00000007-0000-0000-0000-000000000000","name":"device-7","branch":"ბათუმი","region":"Achara","status":"down","flags":[],"since":"2026-11-23T18:00:10.000Z","rtt_ms":null,"loss_percent":100}],"removed":[],"blind":null,"unknown_round":null,"partly_blind":null,"partly_unknown_round":null,"active_alerts":12,"critical_alerts":3}
        """,
        Json(new LiveDelta(5, s_time, s_time, new LiveTotals(3, 2, 1, 0, 0), [s_state.ToLive()], [], null) { ActiveAlerts = 12, CriticalAlerts = 3 }));

    [Fact]
    public void LiveSnapshot_IsFrozen() => Assert.Equal(
        """
        {"version":5,"as_of":"2026-11-23T18:00:10.000Z","last_round":null,"totals":{"total":0,"up":0,"down":0,"unreachable":0,"unknown":0},"devices":[],"blind":{"problem":"uplink_lost","reason":"The uplink is cut.","since":"2026-11-23T18:00:10.000Z"},"unknown_round":{"at":"2026-11-23T18:00:10.000Z","problem":"replies_dropped","reason":"The kernel threw away replies."},"partly_blind":null,"partly_unknown_round":null,"active_alerts":0,"critical_alerts":0}
        """,
        Json(new LiveSnapshot(5, s_time, null, new LiveTotals(0, 0, 0, 0, 0), [], new Blindness(SightProblem.UplinkLost, "The uplink is cut.", s_time).ToLive())
        {
            UnknownRound = new RoundMark(7, s_time, s_time) { Sight = new Sight(SightProblem.RepliesDropped, "The kernel threw away replies.") }.ToUnknown(),
        }));

    private static string Json<T>(T value)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        WireJson.Configure(options);
        return JsonSerializer.Serialize(value, options);
    }
}
