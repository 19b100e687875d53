using System.Globalization;
using Microsoft.Net.Http.Headers;
using WardOps.Core.History;
using WardOps.Core.History.Reports;
using WardOps.Core.Maintenance;
using WardOps.Web.Api.Caching;

namespace WardOps.Web.Api;

internal static class UptimeReportEndpoint
{
    public static void MapReports(this IEndpointRouteBuilder api) => api.MapGet("/reports/uptime", GetAsync)
        .WithTags("Reports")
        .WithSummary("How long every device, branch or region was up, down and unknown")
        .WithDescription(
            "Over any range up to 400 days, its ends moved outwards to the round. Sums over all names a device had: it belongs to the branch and the region "
            + "where it is now. Disabled devices are listed, and counted in every sum, if they have history in the range; disabled_devices marks them. "
            + "Devices that exist no more cannot be named: they are counted in removed_devices and nowhere else. Uptime is up time of the known time, null "
            + "without any; time that has not come yet is not unknown. With maintenance=exclude rounds that touch a maintenance window are neither up nor down nor unknown; "
            + "excluded_seconds says how much that was. Windows are as they were then, their devices as they are now. As CSV (format=csv, or Accept: text/csv): RFC 4180 in UTF-8 with a byte order mark; "
            + "the last line is the fleet's, and a file without it is not whole. A long range of a large fleet takes the store some seconds: two reports are "
            + "made at a time, a few wait, more are answered with 429."
            + HistoryQuestions.CachingWords)
        .Produces<UptimeReportReply>(StatusCodes.Status200OK, "application/json")
        .ProducesHistoryProblems()
        .AddOpenApiOperationTransformer(ApiDescriptions.AddCsv);

    private static Task<IResult> GetAsync(
        [AsParameters] UptimeReportRequest request, HistoryQuestions questions, UptimeReporter reporter, MaintenanceWindows windows, HttpContext http)
    {
        Conditional.Mark(http, null);
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var faults = RangeRequest.Repeated(http.Request).ToList();
        if (faults.Count > 0)
        {
            return Task.FromResult<IResult>(ApiProblems.BadRequest(faults));
        }

        var grouping = GroupingOf(request.GroupBy, faults);
        var isCsv = IsCsv(request.Format, http.Request, faults);
        var catalog = questions.Catalog;
        var without = IsExcluding(request.Maintenance, faults) ? windows.Current : null;
        if (!HistoryRanges.TryParseEnds(request.TimeRange, request.From, request.To, questions.Now, out var from, out var to, out var fault))
        {
            faults.Add(fault);
        }
        else if (without is { IsKnown: true } && reporter.WhyNotWithout(without, catalog, from, to) is { } why)
        {
            faults.Add(why);
        }

        if (faults.Count > 0)
        {
            return Task.FromResult<IResult>(ApiProblems.BadRequest(faults));
        }

        var question = string.Create(CultureInfo.InvariantCulture, $"uptime {grouping} {isCsv} {without?.Mark}");
        return HistoryQuestions.AnswerAsync(
            http,
            () => questions.TagOf(catalog, from, to, question),
            async cancellation =>
            {
                var fleet = await reporter.ReadAsync(catalog, from, to, without, null, cancellation);
                return new UptimeReportResult(UptimeReport.Of(fleet, grouping), isCsv);
            });
    }

    private static ReportGrouping GroupingOf(string? text, List<string> faults)
    {
        switch (text?.Trim())
        {
            case null or "" or "device":
                return ReportGrouping.Device;
            case "branch":
                return ReportGrouping.Branch;
            case "region":
                return ReportGrouping.Region;
            default:
                faults.Add($"group_by must be device, branch or region; it is '{ApiProblems.Short(text)}'.");
                return default;
        }
    }

    private static bool IsExcluding(string? text, List<string> faults)
    {
        switch (text?.Trim())
        {
            case null or "" or "count":
                return false;
            case "exclude":
                return true;
            default:
                faults.Add($"maintenance must be count or exclude; it is '{ApiProblems.Short(text)}'.");
                return false;
        }
    }

    /// <summary>What the query says, else what the client likes better; JSON if it does not care.</summary>
    private static bool IsCsv(string? format, HttpRequest request, List<string> faults)
    {
        switch (format?.Trim())
        {
            case "csv":
                return true;
            case "json":
                return false;
            case null or "":
                return LikingOf(UptimeCsv.ContentType, request) > LikingOf("application/json", request);
            default:
                faults.Add($"format must be json or csv; it is '{ApiProblems.Short(format)}'.");
                return false;
        }
    }

    /// <summary>0 to 1, by the most exact range of the Accept header that the type falls into (RFC 9110, 12.5.1).</summary>
    private static double LikingOf(string type, HttpRequest request)
    {
        var wanted = new MediaTypeHeaderValue(type);
        return request.GetTypedHeaders().Accept
            .Where(wanted.IsSubsetOf)
            .OrderBy(a => a.MatchesAllTypes ? 2 : a.MatchesAllSubTypes ? 1 : 0)
            .Select(a => a.Quality ?? 1)
            .FirstOrDefault();
    }
}
