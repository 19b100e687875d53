using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;

namespace WardOps.Web.Api.Alerts;

internal static class AlertsEndpoints
{
    private const string Open = "open";
    private const string Closed = "closed";

    private static readonly string[] s_states = [Open, Closed, "all"];

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts");
        alerts.MapGet("", ListAsync)
            .WithSummary("Open alerts, closed ones, or both")
            .WithDescription("The newest opened first; next_cursor leads on and stays right whatever opens and closes meanwhile. Open alerts come from memory, closed ones from the store: 503 while it does not answer.")
            .Produces<AlertPageReply>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        alerts.MapGet("/{id}", GetAsync)
            .WithSummary("One alert with its devices, its timeline and its timing")
            .Produces<AlertItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        alerts.MapActions();
    }

    private static async Task<IResult> ListAsync([AsParameters] AlertListRequest request, AlertBook book, AlertArchive archive, TimeProvider time, HttpContext http)
    {
        List<string> faults = [.. RangeRequest.Repeated(http.Request)];
        var state = DashboardRequests.Word(request.State, "state", s_states, faults);
        var query = AlertQuery.Parse(request.Search, request.Severity, request.Kind, request.Region, request.Branch, request.DeviceId, null, null, null, faults);
        var (from, to) = (Moment(request.From, "from", faults), Moment(request.To, "to", faults));
        var size = Size(request.PageSize, faults);
        var cursor = AlertCursor.Parse(request.Cursor);
        if (cursor is null && !string.IsNullOrEmpty(request.Cursor))
        {
            faults.Add("cursor must be the next_cursor of an answer; leave it out for the first part.");
        }

        if (faults.Count > 0)
        {
            return ApiProblems.BadRequest(faults);
        }

        var open = book.Current;
        if (state == Open)
        {
            var fit = query.Apply(open.All, time.GetUtcNow(), null).Where(a => (from is null || a.OpenedAt >= from) && (to is null || a.OpenedAt < to)).ToList();
            return Page(AlertSlice.Of(AlertCursor.Page(fit, cursor, size + 1), size), fit.Count);
        }

        try
        {
            var slice = await archive.PageAsync(query, state == Closed, from, to, cursor, size, http.RequestAborted);
            return Page(slice with { Alerts = [.. slice.Alerts.Select(a => open.Find(a.Id) ?? a)] }, null);   // the book knows of the open ones first
        }
        catch (AlertStoreException ex)
        {
            return AlertProblems.StoreAway(ex);
        }
    }

    private static async Task<IResult> GetAsync(string id, AlertBook book, AlertArchive archive, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var guid))
        {
            return AlertProblems.NoSuchAlert(id);
        }

        try
        {
            var file = await archive.FileAsync(guid, cancellation);
            return (book.Current.Find(guid) ?? file?.Alert) is { } alert ? TypedResults.Ok(AlertItem.Whole(alert, file)) : AlertProblems.NoSuchAlert(id);
        }
        catch (AlertStoreException ex)
        {
            return AlertProblems.StoreAway(ex);
        }
    }

    private static Ok<AlertPageReply> Page(AlertSlice slice, int? open)
        => TypedResults.Ok(new AlertPageReply([.. slice.Alerts.Select(AlertItem.Of)], slice.Next?.ToString(), open));

    private static DateTimeOffset? Moment(string? text, string name, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // A time without an offset would be that of this machine, which nobody who asks can know.
        if (text.Length <= 40 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            && text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at))
        {
            return at;
        }

        faults.Add($"{name} must be RFC 3339 with Z or an offset, such as 2026-01-31T08:00:00+04:00; it is '{ApiProblems.Short(text)}'.");
        return null;
    }

    private static int Size(string? text, List<string> faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 100;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= AlertArchive.MostAtOnce)
        {
            return size;
        }

        faults.Add($"page_size must be a whole number from 1 to {AlertArchive.MostAtOnce}.");
        return 100;
    }
}
