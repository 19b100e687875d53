using Microsoft.JSInterop;
using WardOps.Core.Calendar;

namespace WardOps.Web.Components.Maintenance;

/// <summary>The time zone in which the reader of a page lives.</summary>
internal static class BrowserZone
{
    /// <summary>UTC for one that this machine does not know; null if the page has gone meanwhile.</summary>
    public static async Task<TimeZoneInfo?> ReadAsync(IJSRuntime js)
    {
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./Components/Maintenance/MaintenancePage.razor.js");
            return Zones.FindOrUtc(await module.InvokeAsync<string?>("zone") ?? "UTC");
        }
        catch (JSDisconnectedException)
        {
            return null;
        }
    }
}
