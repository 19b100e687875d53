using Microsoft.AspNetCore.Components;

namespace WardOps.Web.Components.Rules;

/// <summary>When a rule judges.</summary>
public sealed partial class RuleHoursField
{
    [Parameter, EditorRequired]
    public required RuleForm Form { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    private Task Do(Action change)
    {
        change();
        return Changed.InvokeAsync();
    }
}
