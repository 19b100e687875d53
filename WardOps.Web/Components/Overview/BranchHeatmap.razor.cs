namespace WardOps.Web.Components.Overview;

public sealed partial class BranchHeatmap
{
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? StartAsync("Overview/BranchHeatmap.razor.js") : Task.CompletedTask;
}
