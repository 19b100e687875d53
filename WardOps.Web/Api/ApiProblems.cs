using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>The API's errors, in words that say what to do.</summary>
internal static class ApiProblems
{
    public static DeviceState? Find(Board board, string id) => Guid.TryParse(id, out var guid) ? board.Find(guid) : null;

    public static ProblemHttpResult NoSuchDevice(string id) => TypedResults.Problem(
        $"There is no device '{(id.Length > 64 ? id[..64] : id)}'. GET /api/v1/devices lists them all.",
        statusCode: StatusCodes.Status404NotFound,
        title: "No such device");

    public static ProblemHttpResult BadRequest(IReadOnlyList<string> faults) => TypedResults.Problem(
        string.Join(' ', faults),
        statusCode: StatusCodes.Status400BadRequest,
        title: "The request cannot be understood",
        extensions: new Dictionary<string, object?> { ["faults"] = faults });

    public static ProblemHttpResult CannotPing(string message) => TypedResults.Problem(
        message,
        statusCode: StatusCodes.Status503ServiceUnavailable,
        title: "WardOps cannot ping");

    public static ProblemHttpResult TooManyPings(HttpContext http, string message)
    {
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Problem($"{message} Try again in two seconds.", statusCode: StatusCodes.Status429TooManyRequests, title: "Too many pings at once");
    }

    public static ProblemHttpResult HistoryUnavailable(string message) => TypedResults.Problem(
        message,
        statusCode: StatusCodes.Status503ServiceUnavailable,
        title: "History is unavailable");
}
