using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace WardOps.Web.Api.Alerts;

/// <summary>The filter of <c>GET /api/v1/alerts</c>, as it stands in the query string.</summary>
internal sealed class AlertListRequest
{
    [FromQuery(Name = "state"), Description("open (if nothing is said), closed or all")]
    public string? State { get; init; }

    [FromQuery(Name = "severity"), Description("info, low, medium, high or critical")]
    public string? Severity { get; init; }

    [FromQuery(Name = "kind"), Description("down, branch, flapping, packet_loss, rtt, jitter, no_data or blind")]
    public string? Kind { get; init; }

    [FromQuery(Name = "branch"), Description("Exact name of a branch")]
    public string? Branch { get; init; }

    [FromQuery(Name = "region"), Description("Exact name of a region")]
    public string? Region { get; init; }

    [FromQuery(Name = "device_id"), Description("Alerts about this device, incidents that name it among them")]
    public string? DeviceId { get; init; }

    [FromQuery(Name = "search"), Description("Part of a name, an address, a branch or the message; the case of names does not matter")]
    public string? Search { get; init; }

    [FromQuery(Name = "from"), Description("Opened then or later: RFC 3339 with Z or an offset")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Opened before: RFC 3339 with Z or an offset")]
    public string? To { get; init; }

    [FromQuery(Name = "cursor"), Description("next_cursor of the part before; the filter must be the same")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "page_size"), Description("1 to 500; 100 unless told")]
    public string? PageSize { get; init; }
}
