using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.History.Sums;
using WardOps.Core.Live;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

internal static class DashboardEndpoint
{
    private const int TopCount = 10;

    public static void MapDashboard(this IEndpointRouteBuilder api) => api.MapGet("/dashboard/stats", Get)
        .WithTags("Dashboard")
        .WithSummary("Counts, uptime of the last 24 hours and the devices with the most down time")
        .WithDescription("All of it from memory. region narrows it to one region; an unknown region is a 400.");

    private static Results<Ok<DashboardStats>, ProblemHttpResult> Get(string? region, StatusBoard board, RollingSums sums)
    {
        var now = board.Current;
        region = string.IsNullOrWhiteSpace(region) ? null : region;
        if (region is not null && now.Catalog.Devices.All(d => d.Region != region))
        {
            return ApiProblems.BadRequest([$"There is no region '{(region.Length > 64 ? region[..64] : region)}'."]);
        }

        var totals = region is null ? now.Totals : BoardTotals.Of(now.States.Where(s => s.Device.Region == region));
        var uptime = sums.Fleet(region);
        return TypedResults.Ok(new DashboardStats(
            totals.Total,
            totals.Up,
            totals.Down,
            totals.Unreachable,
            totals.Unknown,
            uptime.Percent is { } percent ? Math.Round(percent, 3) : null,
            Math.Round(uptime.CoveragePercent, 3),
            [.. sums.Top(TopCount, region).Select(d => Problem(now, d))],
            ActiveAlerts: 0,
            CriticalAlerts: 0,
            now.AsOf));
    }

    private static DashboardStats.ProblemDevice Problem(Board board, DeviceDowntime downtime) => new(
        downtime.Device.Id,
        downtime.Device.Name,
        downtime.Device.Ip,
        downtime.Uptime.DownSeconds,
        downtime.Uptime.Percent is { } percent ? Math.Round(percent, 3) : null,
        (board.Find(downtime.Device.Id)?.Status ?? DeviceStatus.Unknown).ToWire());
}
