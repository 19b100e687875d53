using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;

namespace WardOps.Web.Api;

internal static class LedgerEndpoint
{
    private const string DefaultRange = "30d";
    private const int DefaultLimit = 1000;
    private const int MostGaps = 10_000;

    public static void MapLedger(this IEndpointRouteBuilder api) => api.MapGet("/history/ledger", Get)
        .WithTags("History")
        .WithSummary("Which rounds are in history, and which are missing for what reason")
        .WithDescription(
            "time_range is a length that ends now (24h, 7d, 30d, 1y; 30d if nothing is said); or give from and to. Gaps come newest first, at most limit of them (1 to 10000, 1000 if nothing is said); gaps_total counts them all. "
            + "A round is due from its start on; before the first round ever nothing was due.");

    private static Results<Ok<LedgerReply>, ProblemHttpResult> Get(
        [FromQuery(Name = "time_range")] string? timeRange,
        [FromQuery(Name = "from")] string? from,
        [FromQuery(Name = "to")] string? to,
        [FromQuery(Name = "limit")] string? limit,
        RoundLedger ledger,
        LedgerNotes notes,
        RejectionLog rejections,
        ReadBackState readBack,
        TimeProvider time)
    {
        var faults = new List<string>();
        var range = string.IsNullOrWhiteSpace(timeRange) && string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to) ? DefaultRange : timeRange;
        if (!HistoryRanges.TryParseEnds(range, from, to, time.GetUtcNow(), out var begin, out var end, out var fault))
        {
            faults.Add(fault);
        }

        var most = DefaultLimit;
        if (!string.IsNullOrWhiteSpace(limit) && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) && most is >= 1 and <= MostGaps))
        {
            faults.Add($"limit must be a number from 1 to {MostGaps}; it is '{(limit.Length > 64 ? limit[..64] : limit)}'.");
        }

        return faults.Count > 0 ? ApiProblems.BadRequest(faults) : TypedResults.Ok(LedgerReply.Of(begin, ledger.Summary(begin, end), most, notes, rejections, readBack));
    }
}
