using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.Status;
using WardOps.Core.Storage;

namespace WardOps.Web.Api.Maintenance;

internal static class MaintenanceEndpoints
{
    private const int MostPast = 500;
    private const string Nobody = "API";

    private static readonly string[] s_states = ["open", "now", "upcoming", "disabled", "past", "all"];

    public static void MapMaintenance(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/maintenance").WithTags("Maintenance");
        group.MapGet("", List).WithSummary("Maintenance windows")
            .WithDescription($"state is one of {string.Join(", ", s_states)}; open (if nothing is said) is all but past ones. Of past ones the newest {MostPast} are given.")
            .Produces<MaintenancePage>().ProducesProblem(400);
        group.MapGet("/{id}", Get).WithSummary("One maintenance window").Produces<MaintenanceItem>().ProducesProblem(404);
        group.MapPost("", AddAsync).WithSummary("Makes a maintenance window").Accepts<MaintenanceBody>("application/json")
            .WithDescription("Devices in it are probed and judged as always, and no alert opens for them. It counts from now: what was before cannot be declared maintenance later.")
            .Produces<MaintenanceItem>(201).ProducesProblem(400).ProducesProblem(503);
        group.MapPut("/{id}", UpdateAsync).WithSummary("Changes a maintenance window").Accepts<MaintenanceBody>("application/json")
            .WithDescription("What has taken place stays as it was: one that has begun is ended by a change of its plan or its devices, and the answer is the one that takes its place, with an id of its own.")
            .Produces<MaintenanceItem>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        group.MapDelete("/{id}", RemoveAsync).WithSummary("Deletes a maintenance window").WithDescription("One that has begun is ended and kept: reports read it.")
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        group.MapPost("/{id}/end", EndAsync).WithSummary("Ends what takes place now; one that comes again comes again")
            .Produces<MaintenanceItem>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        group.MapPost("/{id}/extend", ExtendAsync).WithSummary("Lets what takes place now last longer").Accepts<UntilBody>("application/json")
            .Produces<MaintenanceItem>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        api.MapPost("/devices/{id}/mute", MuteAsync).WithTags("Devices").WithSummary("Opens no alert for a device, or its branch, for a while").Accepts<UntilBody>("application/json")
            .WithDescription("A maintenance window from now until then. Muted again, it lasts longer, never shorter; POST /maintenance/{id}/end ends it.")
            .Produces<MaintenanceItem>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static IResult List(string? state, MaintenanceWindows windows, DeviceCatalog catalog, TimeProvider time)
    {
        var asked = string.IsNullOrWhiteSpace(state) ? "open" : state.Trim();
        if (!s_states.Contains(asked, StringComparer.Ordinal))
        {
            return ApiProblems.BadRequest([$"state must be one of {string.Join(", ", s_states)}; it is '{ApiProblems.Short(asked)}'."]);
        }

        var now = time.GetUtcNow();
        var all = windows.Current.Windows.Select(w => (Window: w, State: MaintenanceItem.StateOf(w, now))).Where(w => asked == "all" || w.State == asked || (asked == "open" && w.State != "past")).ToList();
        var open = all.Where(w => w.State != "past").OrderBy(w => w.Window.Next(now)?.From ?? DateTimeOffset.MaxValue);
        var past = all.Where(w => w.State == "past").OrderByDescending(w => w.Window.EndedAt ?? w.Window.CreatedAt).Take(MostPast);
        return TypedResults.Ok(new MaintenancePage([.. open.Concat(past).Select(w => MaintenanceItem.Of(w.Window, catalog.Current, now))], all.Count));
    }

    private static IResult Get(string id, MaintenanceWindows windows, DeviceCatalog catalog, TimeProvider time)
        => Guid.TryParse(id, out var guid) && windows.Current.Find(guid) is { } window ? TypedResults.Ok(MaintenanceItem.Of(window, catalog.Current, time.GetUtcNow())) : NoSuchWindow(id);

    private static async Task<IResult> AddAsync(HttpContext http, MaintenanceEditor editor)
    {
        List<string> faults = [];
        return await JsonBody.ReadAsync<MaintenanceBody>(http, faults) is { } body && body.Read(faults) is { } draft
            ? await AnswerAsync(http, cancellation => editor.AddAsync(draft, By(body.By), cancellation), isNew: true)
            : ApiProblems.BadRequest(faults);
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext http, MaintenanceEditor editor)
    {
        List<string> faults = [];
        return !Guid.TryParse(id, out var guid) ? NoSuchWindow(id)
            : await JsonBody.ReadAsync<MaintenanceBody>(http, faults) is { } body && body.Read(faults) is { } draft
                ? await AnswerAsync(http, cancellation => editor.UpdateAsync(guid, body.Version, draft, By(body.By), cancellation))
                : ApiProblems.BadRequest(faults);
    }

    private static async Task<IResult> RemoveAsync(string id, string? by, HttpContext http, MaintenanceEditor editor)
        => !Guid.TryParse(id, out var guid) ? NoSuchWindow(id)
            : await AnswerAsync(http, cancellation => editor.RemoveAsync(guid, By(by), cancellation)) is var answer && answer is IStatusCodeHttpResult { StatusCode: 200 } ? TypedResults.NoContent() : answer;

    private static async Task<IResult> EndAsync(string id, string? by, HttpContext http, MaintenanceEditor editor)
        => Guid.TryParse(id, out var guid) ? await AnswerAsync(http, cancellation => editor.EndNowAsync(guid, By(by), cancellation)) : NoSuchWindow(id);

    private static async Task<IResult> ExtendAsync(string id, HttpContext http, MaintenanceEditor editor, TimeProvider time)
    {
        List<string> faults = [];
        return !Guid.TryParse(id, out var guid) ? NoSuchWindow(id)
            : await JsonBody.ReadAsync<UntilBody>(http, faults) is { } body && body.Read(time.GetUtcNow(), faults) is { } until
                ? await AnswerAsync(http, cancellation => editor.ExtendAsync(guid, until, By(body.By), cancellation))
                : ApiProblems.BadRequest(faults);
    }

    private static async Task<IResult> MuteAsync(string id, HttpContext http, StatusBoard board, MaintenanceEditor editor, TimeProvider time)
    {
        if (ApiProblems.Find(board.Current, id) is not { Device: { } device })
        {
            return ApiProblems.NoSuchDevice(id);
        }

        List<string> faults = [];
        var body = await JsonBody.ReadAsync<UntilBody>(http, faults);
        var until = body?.Read(time.GetUtcNow(), faults);
        if (body?.Scope is not (null or "device" or "branch"))
        {
            faults.Add("scope must be device or branch.");
        }

        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var (name, scope) = Mutes.Of(device, body!.Scope == "branch");
        return await AnswerAsync(http, cancellation => editor.MuteAsync(name, body.Reason ?? "", scope, until!.Value, By(body.By), cancellation));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, Func<CancellationToken, Task<MaintenanceEdit>> change, bool isNew = false)
    {
        MaintenanceEdit edit;
        try
        {
            edit = await change(http.RequestAborted);
        }
        catch (Exception ex) when (ex is DbException or DbUpdateException or TimeoutException)
        {
            var fix = http.RequestServices.GetRequiredService<StoreStatus>().Current.Fix;
            return TypedResults.Problem($"The device store could not be written. {fix}".TrimEnd(), statusCode: 503, title: "The device store is unavailable");
        }

        return edit.Outcome switch
        {
            MaintenanceOutcome.Refused => ApiProblems.BadRequest(edit.Faults),
            MaintenanceOutcome.Gone => TypedResults.Problem(edit.Faults[0], statusCode: 404, title: "No such maintenance window"),
            MaintenanceOutcome.Conflict => TypedResults.Problem(edit.Faults[0], statusCode: 409, title: "The maintenance window is another by now"),
            _ when edit.Window is null => TypedResults.Ok(),
            _ when isNew => TypedResults.Created($"/api/v1/maintenance/{edit.Window.Id}", Item(http, edit.Window)),
            _ => TypedResults.Ok(Item(http, edit.Window)),
        };
    }

    private static MaintenanceItem Item(HttpContext http, MaintenanceWindow window)
        => MaintenanceItem.Of(window, http.RequestServices.GetRequiredService<DeviceCatalog>().Current, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());

    private static string By(string? by) => string.IsNullOrWhiteSpace(by) ? Nobody : by.Trim() is { Length: > 100 } longer ? longer[..100] : by.Trim();

    private static ProblemHttpResult NoSuchWindow(string id) => TypedResults.Problem(
        $"There is no maintenance window '{ApiProblems.Short(id)}'. GET /api/v1/maintenance?state=all lists them.", statusCode: 404, title: "No such maintenance window");
}
