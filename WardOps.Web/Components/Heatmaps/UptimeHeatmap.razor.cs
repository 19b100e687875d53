using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WardOps.Web.Components.Heatmaps;

/// <summary>Uptime of branches or regions in cells; the script beside it draws them.</summary>
public sealed partial class UptimeHeatmap
{
    private (string GroupBy, string Period, string Chronic) _shown;

    /// <summary>branch or region.</summary>
    [Parameter, EditorRequired]
    public required string GroupBy { get; set; }

    /// <summary>24h or 30d.</summary>
    [Parameter, EditorRequired]
    public required string Period { get; set; }

    /// <summary>in or out.</summary>
    [Parameter, EditorRequired]
    public required string Chronic { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Drawing is not null && _shown != (GroupBy, Period, Chronic))
        {
            _shown = (GroupBy, Period, Chronic);
            await Drawing.InvokeVoidAsync("show", GroupBy, Period, Chronic);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _shown = (GroupBy, Period, Chronic);
            await StartAsync("Heatmaps/UptimeHeatmap.razor.js", GroupBy, Period, Chronic);
            await OnParametersSetAsync();   // they may have changed while the script was loading
        }
    }
}
