using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace WardOps.Web.Api;

/// <summary>The filter of <c>GET /api/v1/devices</c>, as it stands in the query string.</summary>
internal sealed class DeviceListRequest
{
    public const int MaxPageSize = 1000;

    [FromQuery(Name = "status"), Description("up, down, unreachable or unknown")]
    public string? Status { get; init; }

    [FromQuery(Name = "branch"), Description("Exact name of a branch")]
    public string? Branch { get; init; }

    [FromQuery(Name = "region"), Description("Exact name of a region")]
    public string? Region { get; init; }

    [FromQuery(Name = "device_type"), Description("Exact type")]
    public string? DeviceType { get; init; }

    [FromQuery(Name = "search"), Description("Part of a name, an address or a branch; case does not matter")]
    public string? Search { get; init; }

    [FromQuery(Name = "sort"), Description("A column; with a minus sign before it, descending")]
    public string? Sort { get; init; }

    [FromQuery(Name = "page"), Description("From 1")]
    public string? Page { get; init; }

    [FromQuery(Name = "page_size"), Description("1 to 1000; 100 unless told")]
    public string? PageSize { get; init; }
}
