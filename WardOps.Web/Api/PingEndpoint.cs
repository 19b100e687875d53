using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.Probing;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>Pings one device now, through the socket that all echoes use. What may run at once is the engine's to say: the pages ask it too.</summary>
internal static class PingEndpoint
{
    public static void MapPing(this IEndpointRouteBuilder api) => api.MapPost("/devices/{id}/ping", PingAsync)
        .WithTags("Devices")
        .WithSummary("Pings one device now")
        .WithDescription("Sends 1 to 20 echoes (5 if not said), 200 ms apart, beside the rounds: status and history do not change by it. Whoever hangs up ends it. "
            + "A device has one ping at a time, and 32 may run at once: 429 beyond that. 503 if nothing can be sent to addresses of this kind, with what helps.");

    private static async Task<Results<Ok<PingReply>, ProblemHttpResult>> PingAsync(
        string id, string? count, StatusBoard board, EchoService engine, HttpContext http, CancellationToken cancellation)
    {
        if (ApiProblems.Find(board.Current, id) is not { } state)
        {
            return ApiProblems.NoSuchDevice(id);
        }

        var echoes = 5;
        if (!string.IsNullOrEmpty(count) && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out echoes) || echoes is < 1 or > EchoService.MostPingEchoes))
        {
            return ApiProblems.BadRequest([$"count must be a whole number from 1 to {EchoService.MostPingEchoes}."]);
        }

        var answer = await engine.PingAsync(state.Device, echoes, cancellation);
        return answer.Report is { } report ? TypedResults.Ok(PingReply.Of(state, report))
            : answer.IsBusy ? ApiProblems.TooManyPings(http, answer.Words!)
            : ApiProblems.CannotPing(answer.Words!);
    }
}
