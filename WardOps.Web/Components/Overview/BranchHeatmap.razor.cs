using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WardOps.Web.Components.Overview;

public sealed partial class BranchHeatmap : IAsyncDisposable
{
    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _map;

    [Inject]
    public required IJSRuntime JS { get; init; }

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

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await JS.InvokeAsync<IJSObjectReference>("import", "./Components/Overview/BranchHeatmap.razor.js");
            _map = await _module.InvokeAsync<IJSObjectReference>("start", _root);
        }
    }
}
