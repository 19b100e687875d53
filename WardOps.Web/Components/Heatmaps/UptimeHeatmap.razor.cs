using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WardOps.Web.Components.Heatmaps;

/// <summary>Uptime of branches or regions in cells; the script beside it draws them.</summary>
public sealed partial class UptimeHeatmap : IAsyncDisposable
{
    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _map;
    private (string GroupBy, string Period, string Chronic) _shown;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>branch or region.</summary>
    [Parameter, EditorRequired]
    public required string GroupBy { get; set; }

    /// <summary>24h or 30d.</summary>
    [Parameter, EditorRequired]
    public required string Period { get; set; }

    /// <summary>in or out.</summary>
    [Parameter, EditorRequired]
    public required string Chronic { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_map is not null)
            {
                await _map.InvokeVoidAsync("stop");
                await _map.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone, and the map went with it
        }
    }

    protected override bool ShouldRender() => false;   // the browser owns what is inside

    protected override async Task OnParametersSetAsync()
    {
        if (_map is not null && _shown != (GroupBy, Period, Chronic))
        {
            _shown = (GroupBy, Period, Chronic);
            await _map.InvokeVoidAsync("show", GroupBy, Period, Chronic);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await JS.InvokeAsync<IJSObjectReference>("import", "./Components/Heatmaps/UptimeHeatmap.razor.js");
            _shown = (GroupBy, Period, Chronic);
            _map = await _module.InvokeAsync<IJSObjectReference>("start", _root, GroupBy, Period, Chronic);
            await OnParametersSetAsync();   // they may have changed while the script was loading
        }
    }
}
