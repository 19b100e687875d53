using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace WardOps.Web.Api;

/// <summary>What <c>GET /api/v1/dashboard/heatmap</c> is asked, as it stands in the query string.</summary>
internal sealed class HeatmapRequest
{
    [FromQuery(Name = "group_by"), Description("branch or region; branch unless told")]
    public string? GroupBy { get; init; }

    [FromQuery(Name = "period"), Description("24h, by hours, or 30d, by days; 24h unless told")]
    public string? Period { get; init; }

    [FromQuery(Name = "chronic"), Description("in or out: whether devices that have been down for more than a day count; in unless told")]
    public string? Chronic { get; init; }

    [FromQuery(Name = "time_zone"), Description("Whose days: a name such as Asia/Tbilisi; UTC unless told")]
    public string? TimeZone { get; init; }
}
