using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace WardOps.Web.Api.Alerts;

/// <summary>What programs may do with alerts. Who does it stands in the body, as long as nobody has to sign in.</summary>
internal static class AlertActions
{
    private const int MostBody = 1 << 20;   // 5,000 ids and a comment are a quarter of it

    public static void MapActions(this RouteGroupBuilder alerts)
    {
        Map<AlertsAcknowledgeRequest>(alerts.MapPost("/acknowledge", (HttpContext http, IOptions<JsonOptions> json, AlertDesk desk) => DoAsync<AlertsAcknowledgeRequest>(
            http, json, body => desk.AcknowledgeAsync([.. body.Ids ?? []], body.By ?? "", body.Text, http.RequestAborted))))
            .WithSummary("Acknowledges many at once");
        One<AlertActionRequest>(alerts, "acknowledge", (desk, id, body, stop) => desk.AcknowledgeAsync([id], body.By ?? "", body.Text, stop))
            .WithSummary("Somebody sees to it").WithDescription("Holds until it is over, or becomes worse.");
        One<AlertActionRequest>(alerts, "unacknowledge", (desk, id, body, stop) => desk.UnacknowledgeAsync([id], body.By ?? "", body.Text, stop))
            .WithSummary("Nobody sees to it any more");
        One<AlertAssignRequest>(alerts, "assign", (desk, id, body, stop) => desk.AssignAsync([id], body.By ?? "", body.To, stop))
            .WithSummary("Gives it to somebody");
        One<AlertSnoozeRequest>(alerts, "snooze", (desk, id, body, stop) => desk.SnoozeAsync([id], body.By ?? "", body.Until, stop))
            .WithSummary("Nobody is reminded of it until then").WithDescription("That it closes is told all the same.");
        One<AlertActionRequest>(alerts, "comment", (desk, id, body, stop) => desk.CommentAsync(id, body.By ?? "", body.Text ?? "", stop), mayBeClosed: true)
            .WithSummary("Notes something, also on one that is closed");
    }

    private static RouteHandlerBuilder One<T>(
        RouteGroupBuilder alerts, string word, Func<AlertDesk, Guid, T, CancellationToken, Task<DeskAnswer>> act, bool mayBeClosed = false)
        where T : class
        => Map<T>(alerts.MapPost("/{id}/" + word, async (string id, HttpContext http, IOptions<JsonOptions> json, AlertDesk desk, AlertBook book, AlertArchive archive) =>
            await MissingAsync(id, book, archive, mayBeClosed, http.RequestAborted)
            ?? await DoAsync<T>(http, json, body => act(desk, Guid.Parse(id), body, http.RequestAborted))))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static RouteHandlerBuilder Map<T>(RouteHandlerBuilder action)
        where T : class
        => action.Accepts<T>("application/json").Produces<AlertActionReply>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithMetadata(new RequestSizeLimitAttribute(MostBody));

    /// <summary>Why nothing can be done about it; null if something can.</summary>
    private static async Task<IResult?> MissingAsync(string id, AlertBook book, AlertArchive archive, bool mayBeClosed, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var guid))
        {
            return AlertProblems.NoSuchAlert(id);
        }

        if (book.Current.Find(guid) is not null)
        {
            return null;
        }

        try
        {
            return await archive.FileAsync(guid, cancellation) is null ? AlertProblems.NoSuchAlert(id) : mayBeClosed ? null : AlertProblems.IsClosed(guid);
        }
        catch (AlertStoreException ex)
        {
            return AlertProblems.StoreAway(ex);
        }
    }

    private static async Task<IResult> DoAsync<T>(HttpContext http, IOptions<JsonOptions> json, Func<T, Task<DeskAnswer>> act)
        where T : class
    {
        try
        {
            // Asked for by its type too: a form of another site's page cannot send it.
            if (!http.Request.HasJsonContentType() || await http.Request.ReadFromJsonAsync<T>(json.Value.SerializerOptions, http.RequestAborted) is not { } body)
            {
                return ApiProblems.BadRequest(["Send a JSON object, with Content-Type: application/json."]);
            }

            var answer = await act(body);
            return answer.Problem is { } problem ? ApiProblems.BadRequest([problem]) : TypedResults.Ok(AlertActionReply.Of(answer));
        }
        catch (JsonException)
        {
            return ApiProblems.BadRequest(["The body is no JSON as this action reads it; /openapi/v1.json describes it."]);
        }
        catch (BadHttpRequestException ex)
        {
            return TypedResults.Problem(ex.Message, statusCode: ex.StatusCode, title: "The request cannot be read");
        }
    }
}
