using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

internal static class DeviceHistoryEndpoint
{
    public static void MapDeviceHistory(this IEndpointRouteBuilder api) => api.MapGet("/devices/{id}/history", GetAsync)
        .WithTags("Devices")
        .WithSummary("What was true of a device")
        .WithDescription("time_range is a length that ends now (30m, 24h, 7d, 1y); or give from and to. Null values are gaps: nothing is known there.");

    private static async Task<Results<Ok<DeviceHistoryReply>, ProblemHttpResult>> GetAsync(
        string id,
        [FromQuery(Name = "time_range")] string? timeRange,
        [FromQuery(Name = "from")] string? from,
        [FromQuery(Name = "to")] string? to,
        [FromQuery(Name = "step")] string? step,
        StatusBoard board,
        ProbePolicy policy,
        IHistoryReader history,
        TimeProvider time,
        CancellationToken cancellation)
    {
        if (ApiProblems.Find(board.Current, id) is not { } state)
        {
            return ApiProblems.NoSuchDevice(id);
        }

        if (!HistoryRanges.TryParse(timeRange, from, to, step, time.GetUtcNow(), out var range, out var fault, policy.IntervalOf(state.Device)))
        {
            return ApiProblems.BadRequest([fault]);
        }

        try
        {
            return TypedResults.Ok(DeviceHistoryReply.Of(state, await history.ReadAsync(state.Device, range, cancellation)));
        }
        catch (HistoryUnavailableException ex)
        {
            return ApiProblems.HistoryUnavailable(ex.Message);
        }
    }
}
