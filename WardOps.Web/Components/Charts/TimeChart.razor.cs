using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WardOps.Web.Components.Charts;

/// <summary>One series over time. Blazor draws the frame once; points go to the browser as bytes. Charts of one group share their cursor.</summary>
public sealed partial class TimeChart : IAsyncDisposable
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private byte[]? _drawn;

    [Inject]
    public required IJSRuntime JS { get; init; }

    /// <summary>What it shows; read out to those who do not see it. Does not change.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Behind every value: "ms", "%".</summary>
    [Parameter]
    public string Unit { get; set; } = "";

    [Parameter, EditorRequired]
    public ChartKind Kind { get; set; }

    /// <summary>Half as high: beside a chart that says more.</summary>
    [Parameter]
    public bool IsLow { get; set; }

    /// <summary>Class for the colour: rtt, jitter or loss; a strip has colours of its own.</summary>
    [Parameter]
    public string Colour { get; set; } = "";

    /// <summary>Top of the scale; null to follow the values.</summary>
    [Parameter]
    public double? Max { get; set; }

    [Parameter, EditorRequired]
    public required string Group { get; set; }

    /// <summary>From <see cref="ChartPoints.Pack"/>. Another array draws anew.</summary>
    [Parameter, EditorRequired]
    public required byte[] Points { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("destroy");
                await _chart.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone, and the chart went with it
        }
    }

    protected override bool ShouldRender() => false;   // the browser owns what is inside

    protected override Task OnParametersSetAsync() => DrawAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await JS.InvokeAsync<IJSObjectReference>("import", "./Components/Charts/TimeChart.razor.js");
            var drawn = Points;
            var look = new { Id = _id, Group, Title, Unit, Strip = Kind == ChartKind.Strip, Low = IsLow, Max };
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _root, look, drawn);
            _drawn = drawn;
            await DrawAsync();   // the points may have changed while the module was on its way
        }
    }

    private async Task DrawAsync()
    {
        if (_chart is not null && !ReferenceEquals(_drawn, Points))
        {
            _drawn = Points;
            await _chart.InvokeVoidAsync("update", Points);
        }
    }
}
