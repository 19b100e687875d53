using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts.Rules;

namespace WardOps.Web.Api;

/// <summary>The alert rules. What is wrong with one is said in words, all at once.</summary>
internal static class AlertRulesEndpoints
{
    private const string Path = "/alert-rules";
    private const int LongestBody = 256 * 1024;

    public static void MapAlertRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup(Path).WithTags("Alert rules").WithMetadata(new RequestSizeLimitAttribute(LongestBody));
        rules.MapGet("", (CurrentRules current) => TypedResults.Ok(new AlertRuleList([.. current.Current.Rules.Select(AlertRuleItem.Of)], current.Current.Rules.Length)))
            .WithSummary("All alert rules");
        rules.MapGet("/{id}", Get).WithSummary("One alert rule");
        rules.MapPost("", AddAsync)
            .WithSummary("Adds an alert rule")
            .WithDescription("It holds from the next tick. id, version and sentence are ignored.")
            .Accepts<AlertRuleItem>("application/json").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        rules.MapPut("/{id}", ChangeAsync)
            .WithSummary("Changes an alert rule")
            .WithDescription("It becomes what is sent, as a whole. version must be the one that was read: 409 if somebody else has changed it since.")
            .Accepts<AlertRuleItem>("application/json").ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        rules.MapDelete("/{id}", RemoveAsync)
            .WithSummary("Deletes an alert rule")
            .WithDescription("Alerts that it holds open close; what they were stays in history.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Results<Ok<AlertRuleItem>, ProblemHttpResult> Get(string id, CurrentRules rules)
        => Guid.TryParse(id, out var guid) && rules.Current.Find(guid) is { } rule ? TypedResults.Ok(AlertRuleItem.Of(rule)) : NoSuchRule(id);

    private static async Task<Results<Created<AlertRuleItem>, ProblemHttpResult>> AddAsync(HttpRequest request, AlertRuleStore store, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, CancellationToken cancellation)
    {
        var (rule, faults) = await ReadAsync(request, json.Value, cancellation);
        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var edit = await store.AddAsync(rule!, cancellation);
        return edit.IsDone ? TypedResults.Created($"/api/v1{Path}/{edit.Rule!.Id}", AlertRuleItem.Of(edit.Rule)) : Problem(edit, "");
    }

    private static async Task<Results<Ok<AlertRuleItem>, ProblemHttpResult>> ChangeAsync(string id, HttpRequest request, AlertRuleStore store, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var guid))
        {
            return NoSuchRule(id);
        }

        var (rule, faults) = await ReadAsync(request, json.Value, cancellation, needsVersion: true);
        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var edit = await store.ChangeAsync(rule! with { Id = guid }, cancellation);
        return edit.IsDone ? TypedResults.Ok(AlertRuleItem.Of(edit.Rule!)) : Problem(edit, id);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, AlertRuleStore store, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var guid))
        {
            return NoSuchRule(id);
        }

        var edit = await store.RemoveAsync(guid, cancellation);
        return edit.IsDone ? TypedResults.NoContent() : Problem(edit, id);
    }

    private static async Task<(AlertRule? Rule, IReadOnlyList<string> Faults)> ReadAsync(HttpRequest request, Microsoft.AspNetCore.Http.Json.JsonOptions json, CancellationToken cancellation, bool needsVersion = false)
    {
        if (request.ContentLength > LongestBody)
        {
            return (null, [$"A rule has at most {LongestBody / 1024} KB."]);
        }

        try
        {
            var item = await JsonSerializer.DeserializeAsync<AlertRuleItem>(request.Body, json.SerializerOptions, cancellation);
            if (item is null)
            {
                return (null, ["The body must be a JSON object with the rule."]);
            }

            var rule = AlertRuleReader.Read(item, out var faults);
            if (needsVersion && item.Version is null)
            {
                faults.Add("version is missing: send the one that was read.");
            }

            return (rule, faults);
        }
        catch (JsonException ex)
        {
            return (null, [$"The body is not the JSON of a rule{(ex.Path is { Length: > 2 } path ? $", at {ApiProblems.Short(path)}" : "")}. GET /api/v1{Path} shows what one looks like."]);
        }
    }

    private static ProblemHttpResult Problem(RuleEdit edit, string id) => edit.End switch
    {
        RuleEditEnd.Gone => NoSuchRule(id),
        RuleEditEnd.Conflict => TypedResults.Problem(edit.Faults[0], statusCode: StatusCodes.Status409Conflict, title: "Somebody else was faster"),
        RuleEditEnd.Unavailable => TypedResults.Problem(edit.Faults[0], statusCode: StatusCodes.Status503ServiceUnavailable, title: "The device store is away"),
        _ => ApiProblems.BadRequest(edit.Faults),
    };

    private static ProblemHttpResult NoSuchRule(string id) => TypedResults.Problem(
        $"There is no alert rule '{ApiProblems.Short(id)}'. GET /api/v1{Path} lists them all.",
        statusCode: StatusCodes.Status404NotFound,
        title: "No such alert rule");
}
