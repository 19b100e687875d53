using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.History.Sums;
using WardOps.Core.Live;
using WardOps.Core.Status;
using WardOps.Web.Problems;

namespace WardOps.Web.Api;

internal static class DashboardEndpoint
{
    private const int TopCount = 10;

    public static void MapDashboard(this IEndpointRouteBuilder api)
    {
        api.MapGet("/dashboard/stats", Get)
            .WithTags("Dashboard")
            .WithSummary("Counts, uptime of the last 24 hours and the devices with the most down time")
            .WithDescription("All of it from memory. region narrows it to one region; an unknown region is a 400. Devices that have been down for more than a day come last among the top problems.");
        api.MapProblems();
        api.MapHeatmap();
    }

    /// <summary>By down time, but those that have been down for more than a day after all others: everybody knows of them.</summary>
    internal static List<DashboardStats.ProblemDevice> Top(Board board, IEnumerable<ProblemFacts> facts) =>
    [
        .. facts.Where(f => f.DownSeconds > 0)
            .Select(f => (Facts: f, Kind: ProblemRules.KindOf(f, board.AsOf)))
            .OrderBy(p => p.Kind == ProblemKind.Chronic)
            .ThenByDescending(p => p.Facts.DownSeconds)
            .ThenBy(p => p.Facts.Device.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Facts.Device.Id)
            .Take(TopCount)
            .Select(p => Problem(board, p.Facts, p.Kind)),
    ];

    private static Results<Ok<DashboardStats>, ProblemHttpResult> Get(string? region, StatusBoard board, RollingSums sums, ProblemBook problems, AlertBook alerts)
    {
        var now = board.Current;
        List<string> faults = [];
        region = DashboardRequests.Region(region, now, faults);
        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var totals = region is null ? now.Totals : BoardTotals.Of(now.States.Where(s => s.Device.Region == region));
        var uptime = sums.Fleet(region);
        var open = alerts.Current.All.Where(a => region is null || a.Region == region).ToList();
        return TypedResults.Ok(new DashboardStats(
            totals.Total,
            totals.Up,
            totals.Down,
            totals.Unreachable,
            totals.Unknown,
            ApiPercent.Of(uptime.Percent),
            ApiPercent.Of(uptime.CoveragePercent),
            Top(now, problems.Facts(now).Where(f => region is null || f.Device.Region == region)),
            open.Count,
            open.Count(a => a.Severity == AlertSeverity.Critical),
            now.AsOf,
            ProblemCounts.Of(problems.Lists(now, region))));
    }

    private static DashboardStats.ProblemDevice Problem(Board board, ProblemFacts facts, ProblemKind kind) => new(
        facts.Device.Id,
        facts.Device.Name,
        facts.Device.Ip,
        facts.DownSeconds,
        ApiPercent.Of(facts.UptimePercent),
        (board.Find(facts.Device.Id)?.Status ?? DeviceStatus.Unknown).ToWire(),
        kind.ToWire());
}
