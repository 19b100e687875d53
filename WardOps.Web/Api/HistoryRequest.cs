using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace WardOps.Web.Api;

/// <summary>The question of <c>GET /api/v1/devices/{id}/history</c>.</summary>
internal sealed class HistoryRequest : RangeRequest
{
    [FromQuery(Name = "step"), Description("Length of one point: a number and s, m, h, d, w or y, a whole multiple of 10s; by the length of the range if left out. At most 11,000 points.")]
    public string? Step { get; init; }
}
