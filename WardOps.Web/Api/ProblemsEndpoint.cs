using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.History.Sums;
using WardOps.Core.Status;
using WardOps.Web.Problems;

namespace WardOps.Web.Api;

internal static class ProblemsEndpoint
{
    public static void MapProblems(this IEndpointRouteBuilder api) => api.MapGet("/dashboard/problems", Get)
        .WithTags("Dashboard")
        .WithSummary("Devices newly down, flapping and chronic")
        .WithDescription("Three lists, each in the order in which it is worked on. kind leaves only one of them filled; region narrows all to one region.");

    private static Results<Ok<ProblemsReply>, ProblemHttpResult> Get(string? region, string? kind, StatusBoard board, ProblemBook problems)
    {
        var now = board.Current;
        List<string> faults = [];
        region = DashboardRequests.Region(region, now, faults);
        var wanted = DashboardRequests.Word(kind, "kind", ["all", .. ProblemWords.Listed.Select(k => k.ToWire())], faults);
        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var lists = problems.Lists(now, region);
        return TypedResults.Ok(new ProblemsReply(
            Items(lists.NewlyDown, ProblemKind.NewlyDown),
            Items(lists.Flapping, ProblemKind.Flapping),
            Items(lists.Chronic, ProblemKind.Chronic),
            ProblemCounts.Of(lists),
            now.AsOf));

        IReadOnlyList<ProblemItem> Items(IReadOnlyList<ProblemFacts> facts, ProblemKind kind)
            => wanted == "all" || wanted == kind.ToWire() ? [.. facts.Select(f => ProblemItem.Of(f, now))] : [];
    }
}
