using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.History.Sums;
using WardOps.Core.Status;
using WardOps.Web.Problems;

namespace WardOps.Web.Api;

internal static class HeatmapEndpoint
{
    public static void MapHeatmap(this IEndpointRouteBuilder api) => api.MapGet("/dashboard/heatmap", Get)
        .WithTags("Dashboard")
        .WithSummary("Uptime of branches or regions by hours or days")
        .WithDescription("All of it from memory. A null percentage means that nothing is known; coverage says how much is. chronic=out leaves out what has been down for more than a day, so that the rest can be seen.");

    private static Results<Ok<HeatmapReply>, ProblemHttpResult> Get([AsParameters] HeatmapRequest request, UptimeMaps maps, ProblemBook problems, StatusBoard board)
    {
        List<string> faults = [];
        var group = DashboardRequests.Word(request.GroupBy, "group_by", ["branch", "region"], faults);
        var period = DashboardRequests.Word(request.Period, "period", ["24h", "30d"], faults);
        var chronic = DashboardRequests.Word(request.Chronic, "chronic", ["in", "out"], faults);
        var zone = DashboardRequests.Zone(request.TimeZone, faults);
        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        return TypedResults.Ok(HeatmapReply.Of(maps.Of(
            group == "region" ? MapGrouping.Region : MapGrouping.Branch,
            period == "30d" ? SumsPeriod.Month : SumsPeriod.Day,
            zone,
            chronic == "out" ? Chronic : null)));

        IReadOnlySet<Guid> Chronic() => problems.Lists(board.Current).Chronic.Select(f => f.Device.Id).ToFrozenSet();
    }
}
