using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.Alerts.Storage;

namespace WardOps.Web.Api.Alerts;

/// <summary>What may go wrong with alerts, in words that say what to do.</summary>
internal static class AlertProblems
{
    public static ProblemHttpResult NoSuchAlert(string id) => TypedResults.Problem(
        $"There is no alert '{ApiProblems.Short(id)}'. GET /api/v1/alerts?state=all lists them.",
        statusCode: StatusCodes.Status404NotFound,
        title: "No such alert");

    public static ProblemHttpResult IsClosed(Guid id) => TypedResults.Problem(
        $"Alert {id} is closed: there is nothing left to do about it. A comment can still be made.",
        statusCode: StatusCodes.Status409Conflict,
        title: "The alert is closed");

    public static ProblemHttpResult StoreAway(AlertStoreException ex) => TypedResults.Problem(
        ex.Message,
        statusCode: StatusCodes.Status503ServiceUnavailable,
        title: "Stored alerts are unavailable");
}
