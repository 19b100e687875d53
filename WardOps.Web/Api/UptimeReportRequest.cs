using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace WardOps.Web.Api;

/// <summary>The question of <c>GET /api/v1/reports/uptime</c>.</summary>
internal sealed class UptimeReportRequest : RangeRequest
{
    [FromQuery(Name = "group_by"), Description("What a row stands for: device (if nothing is said), branch or region.")]
    public string? GroupBy { get; init; }

    [FromQuery(Name = "maintenance"), Description("Whether time in maintenance windows counts like all other (count, if nothing is said) or is left out (exclude).")]
    public string? Maintenance { get; init; }

    [FromQuery(Name = "format"), Description("json or csv; without it the Accept header decides.")]
    public string? Format { get; init; }
}
