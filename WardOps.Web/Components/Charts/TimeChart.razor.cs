using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WardOps.Web.Components.Charts;

/// <summary>One series over time. Blazor draws the frame once; points go to the browser as bytes. Charts of one group share their cursor.</summary>
public sealed partial class TimeChart
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private byte[]? _drawn;

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

    protected override Task OnParametersSetAsync() => DrawAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _drawn = Points;
            var look = new { Id = _id, Group, Title, Unit, Strip = Kind == ChartKind.Strip, Low = IsLow, Max };
            await StartAsync("Charts/TimeChart.razor.js", look, _drawn);
            await DrawAsync();   // the points may have changed while the module was on its way
        }
    }

    private async Task DrawAsync()
    {
        if (Drawing is not null && !ReferenceEquals(_drawn, Points))
        {
            _drawn = Points;
            await Drawing.InvokeVoidAsync("update", Points);
        }
    }
}
