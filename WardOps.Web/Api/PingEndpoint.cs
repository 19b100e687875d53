using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.Probing;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>Pings one device now, through the socket that all echoes use.</summary>
internal static class PingEndpoint
{
    private const int Most = 20;

    // One at a time for each device: a script in a loop must not become a flood.
    private static readonly ConcurrentDictionary<Guid, bool> s_running = new();

    public static void MapPing(this IEndpointRouteBuilder api) => api.MapPost("/devices/{id}/ping", PingAsync)
        .WithTags("Devices")
        .WithSummary("Pings one device now")
        .WithDescription("Sends 1 to 20 echoes (5 if not said), 200 ms apart, beside the rounds: status and history do not change by it.");

    private static async Task<Results<Ok<PingReply>, ProblemHttpResult>> PingAsync(
        string id, string? count, StatusBoard board, EchoService engine, HttpContext http, CancellationToken cancellation)
    {
        if (ApiProblems.Find(board.Current, id) is not { } state)
        {
            return ApiProblems.NoSuchDevice(id);
        }

        var echoes = 5;
        if (!string.IsNullOrEmpty(count) && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out echoes) || echoes is < 1 or > Most))
        {
            return ApiProblems.BadRequest([$"count must be a whole number from 1 to {Most}."]);
        }

        if (engine.State is not { CanSend: true } transport)
        {
            return ApiProblems.CannotPing(engine.State?.Problem ?? "Probing has not started yet.");
        }

        if (!s_running.TryAdd(state.Device.Id, true))
        {
            return ApiProblems.TooManyPings(http, "This device is being pinged already.");
        }

        try
        {
            return await engine.PingAsync(state.Device.Address, echoes, cancellation) is { } report
                ? TypedResults.Ok(PingReply.Of(state, report))
                : ApiProblems.TooManyPings(http, transport.Problem ?? "Too many pings run at once.");
        }
        catch (TimeoutException)
        {
            return ApiProblems.CannotPing("No result came in time: probing stands still or is stopping.");
        }
        finally
        {
            s_running.TryRemove(state.Device.Id, out _);
        }
    }
}
