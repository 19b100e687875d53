using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

internal static class DevicesEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/devices", List).WithTags("Devices").WithSummary("Devices with their status now");
        api.MapGet("/devices/{id}", Get).WithTags("Devices").WithSummary("One device with its status now");
    }

    private static Results<Ok<DevicePage>, ProblemHttpResult> List([AsParameters] DeviceListRequest request, StatusBoard board)
    {
        List<string> faults = [];
        var query = DeviceQuery.Parse(request.Status, request.Branch, request.Region, request.DeviceType, request.Search, request.Sort, faults);
        var page = Whole(request.Page, "page", 1, int.MaxValue / DeviceListRequest.MaxPageSize, 1, faults);
        var size = Whole(request.PageSize, "page_size", 1, DeviceListRequest.MaxPageSize, 100, faults);
        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var current = board.Current;
        var found = query.Apply(current);
        var items = found.Skip((page - 1) * size).Take(size).Select(s => DeviceItem.Of(s, current)).ToList();
        return TypedResults.Ok(new DevicePage(items, found.Count, page, size));
    }

    private static Results<Ok<DeviceItem>, ProblemHttpResult> Get(string id, StatusBoard board)
    {
        var current = board.Current;
        return ApiProblems.Find(current, id) is { } state ? TypedResults.Ok(DeviceItem.Of(state, current)) : ApiProblems.NoSuchDevice(id);
    }

    private static int Whole(string? text, string name, int min, int max, int otherwise, List<string> faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        faults.Add($"{name} must be a whole number from {min} to {max}.");
        return otherwise;
    }
}
