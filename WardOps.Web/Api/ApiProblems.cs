using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.History;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>The API's errors, in words that say what to do.</summary>
internal static class ApiProblems
{
    public static DeviceState? Find(Board board, string id) => Guid.TryParse(id, out var guid) ? board.Find(guid) : null;

    public static ProblemHttpResult NoSuchDevice(string id) => TypedResults.Problem(
        $"There is no device '{Short(id)}'. GET /api/v1/devices lists them all.",
        statusCode: StatusCodes.Status404NotFound,
        title: "No such device");

    /// <summary>What somebody sent is not sent back whole: it may be huge.</summary>
    public static string Short(string text) => text.Length > 64 ? text[..64] + "…" : text;

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
        return TypedResults.Problem(message, statusCode: StatusCodes.Status429TooManyRequests, title: "Too many pings at once");
    }

    public static ProblemHttpResult TooManyQuestions(HttpContext http, HistoryBusyException busy)
    {
        http.Response.Headers.RetryAfter = busy.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return TypedResults.Problem(busy.Message, statusCode: StatusCodes.Status429TooManyRequests, title: "Too many questions at once");
    }

    public static ProblemHttpResult HistoryUnavailable(string message) => TypedResults.Problem(
        message,
        statusCode: StatusCodes.Status503ServiceUnavailable,
        title: "History is unavailable");
}
