using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace WardOps.Web.Api;

/// <summary>The range of a question about history, as it stands in the query string.</summary>
internal class RangeRequest
{
    [FromQuery(Name = "time_range"), Description("Length of time that ends now: a number and s, m, h, d, w or y, from 1m to 400d. 24h if nothing is said; not together with from and to.")]
    public string? TimeRange { get; init; }

    [FromQuery(Name = "from"), Description("Begin: RFC 3339 with Z or an offset, such as 2026-01-31T08:00:00+04:00.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("End, exclusive: RFC 3339 with Z or an offset; now if left out.")]
    public string? To { get; init; }

    /// <summary>Names of parameters that are there more than once. Which of them was meant, nobody can say.</summary>
    public static IReadOnlyList<string> Repeated(HttpRequest request)
        => [.. request.Query.Where(p => p.Value.Count > 1).Select(p => $"{ApiProblems.Short(p.Key)} is given {p.Value.Count} times: give it once.")];
}
