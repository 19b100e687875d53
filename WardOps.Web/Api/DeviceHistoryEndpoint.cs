using System.Globalization;
using WardOps.Core.History;
using WardOps.Core.Status;
using WardOps.Web.Api.Caching;

namespace WardOps.Web.Api;

internal static class DeviceHistoryEndpoint
{
    public static void MapDeviceHistory(this IEndpointRouteBuilder api) => api.MapGet("/devices/{id}/history", GetAsync)
        .WithTags("Devices")
        .WithSummary("What was true of a device")
        .WithDescription(
            "time_range is a length that ends now (30m, 24h, 7d, 1y); or give from and to. Null values are gaps: nothing is known there."
            + HistoryQuestions.CachingWords
            + " The tag does not cover status, down_since and last_ping_at, which are of now: after a 304 they are as they were when the answer was "
            + "given; GET /api/v1/devices/{id} has them fresh.")
        .Produces<DeviceHistoryReply>()
        .ProducesHistoryProblems()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> GetAsync(
        string id, [AsParameters] HistoryRequest request, StatusBoard board, HistoryQuestions questions, HttpContext http)
    {
        Conditional.Mark(http, null);
        if (ApiProblems.Find(board.Current, id) is not { } state)
        {
            return Task.FromResult<IResult>(ApiProblems.NoSuchDevice(id));
        }

        if (RangeRequest.Repeated(http.Request) is { Count: > 0 } repeated)
        {
            return Task.FromResult<IResult>(ApiProblems.BadRequest(repeated));
        }

        var sample = questions.Policy.IntervalOf(state.Device);
        if (!HistoryRanges.TryParse(request.TimeRange, request.From, request.To, request.Step, questions.Now, out var range, out var fault, sample))
        {
            return Task.FromResult<IResult>(ApiProblems.BadRequest([fault]));
        }

        var question = string.Create(CultureInfo.InvariantCulture, $"history {range.Step.Ticks}");
        return HistoryQuestions.AnswerAsync(
            http,
            () => questions.TagOf(state.Device, range.From, range.To, question),
            async cancellation => TypedResults.Ok(DeviceHistoryReply.Of(state, await questions.Reader.ReadAsync(state.Device, range, cancellation), questions.Now)));
    }
}
