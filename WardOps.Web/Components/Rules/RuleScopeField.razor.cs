using Microsoft.AspNetCore.Components;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Web.Components.Rules;

/// <summary>The devices that a rule is for: by what they are chosen, and which.</summary>
public sealed partial class RuleScopeField
{
    private const int Shown = 12;

    private string _search = "";
    private ScopeKind _kind;
    private IReadOnlyList<(string Value, string Name)> _choices = [];

    [Parameter, EditorRequired]
    public required RuleForm Form { get; set; }

    [Parameter, EditorRequired]
    public required Catalog Catalog { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    private List<(string Value, string Name)> Offered
        => [.. _choices.Where(c => !Has(c.Value) && c.Name.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase))];

    protected override void OnParametersSet()
    {
        if (_kind != Form.ScopeKind)
        {
            (_kind, _choices) = (Form.ScopeKind, RuleScopes.Choices(Form.ScopeKind, Catalog));
        }
    }

    private bool Has(string value) => Form.Values.Contains(value, StringComparer.OrdinalIgnoreCase);

    private string NameOf(string value) => _choices.FirstOrDefault(c => string.Equals(c.Value, value, StringComparison.OrdinalIgnoreCase)).Name ?? value;

    private Task Choose(ScopeKind kind)
    {
        Form.Choose(kind);
        _search = "";
        OnParametersSet();
        return Changed.InvokeAsync();
    }

    private Task Add(string value)
    {
        Form.Values.Add(value);
        return Changed.InvokeAsync();
    }

    private Task Remove(string value)
    {
        Form.Values.Remove(value);
        return Changed.InvokeAsync();
    }
}
