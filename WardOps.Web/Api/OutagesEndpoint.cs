using WardOps.Core.History;
using WardOps.Core.Status;
using WardOps.Web.Api.Caching;

namespace WardOps.Web.Api;

internal static class OutagesEndpoint
{
    public static void MapOutages(this IEndpointRouteBuilder api) => api.MapGet("/devices/{id}/outages", GetAsync)
        .WithTags("Devices")
        .WithSummary("Every outage of a device, to the round")
        .WithDescription(
            "From the first round without a reply to the first with one; a gap between them ends nothing. Exact over any range up to 400 days. An outage "
            + "that began before the range begins with the range. to is null while the outage lasts; its seconds then count up to the end of the range."
            + HistoryQuestions.CachingWords)
        .Produces<OutagesReply>()
        .ProducesHistoryProblems()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> GetAsync(
        string id, [AsParameters] RangeRequest request, StatusBoard board, HistoryQuestions questions, HttpContext http)
    {
        Conditional.Mark(http, null);
        if (ApiProblems.Find(board.Current, id) is not { Device: { } device })
        {
            return Task.FromResult<IResult>(ApiProblems.NoSuchDevice(id));
        }

        if (RangeRequest.Repeated(http.Request) is { Count: > 0 } repeated)
        {
            return Task.FromResult<IResult>(ApiProblems.BadRequest(repeated));
        }

        var now = questions.Now;
        if (!HistoryRanges.TryParseEnds(request.TimeRange, request.From, request.To, now, out var from, out var to, out var fault))
        {
            return Task.FromResult<IResult>(ApiProblems.BadRequest([fault]));
        }

        return HistoryQuestions.AnswerAsync(
            http,
            () => questions.TagOf(device, from, to, "outages"),
            async cancellation => TypedResults.Ok(
                OutagesReply.Of(device, from, to, await questions.Reader.ReadOutagesAsync(device, from, to, cancellation), now)));
    }
}
