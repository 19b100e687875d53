using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Devices;

namespace WardOps.Web.Components.Rules;

/// <summary>All alert rules: who is told of what, and what turns it off.</summary>
public sealed partial class RulesPage
{
    private static readonly DialogOptions s_dialog = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true };

    private readonly CancellationTokenSource _gone = new();
    private string? _problem;
    private bool _isBusy;

    [Inject]
    public required CurrentRules Rules { get; init; }

    [Inject]
    public required AlertRuleStore Store { get; init; }

    [Inject]
    public required DeviceCatalog Catalog { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    private RuleBook Book => Rules.Current;

    private IEnumerable<AlertRule> Ordered => Book.Rules.OrderByDescending(r => r.Enabled).ThenByDescending(r => r.Severity).ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase);

    private string Summary => string.Create(CultureInfo.InvariantCulture, $"{Book.Rules.Length} rules, {Book.Rules.Count(r => r.Enabled)} of them on");

    public void Dispose()
    {
        Rules.Changed -= OnChanged;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => Rules.Changed += OnChanged;

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    private string? NameOf(Guid id)
        => Catalog.Current.Find(id)?.Name ?? Catalog.Current.Devices.FirstOrDefault(d => d.BranchId == id)?.Branch;

    private string Matching(AlertRule rule)
        => RuleScopes.Count(rule.Scope, Catalog.Current) switch { 0 => "no device now", 1 => "1 device now", var n => string.Create(CultureInfo.InvariantCulture, $"{n:N0} devices now") };

    private Task AddAsync() => ShowAsync(null);

    private Task EditAsync(AlertRule rule) => ShowAsync(rule);

    private async Task ShowAsync(AlertRule? rule)
    {
        _problem = null;
        var dialog = await Dialogs.ShowAsync<RuleDialog>(
            rule is null ? "New rule" : $"Rule: {rule.Name}", new DialogParameters<RuleDialog> { { d => d.Rule, rule } }, s_dialog);
        await dialog.Result;
    }

    private Task TurnAsync(AlertRule rule, bool isOn) => DoAsync(() => Store.ChangeAsync(rule with { Enabled = isOn }, _gone.Token));

    private async Task DeleteAsync(AlertRule rule)
    {
        var isSure = await Dialogs.ShowMessageBoxAsync(
            $"Delete \"{rule.Name}\"?",
            "Alerts that it holds open close, and nobody is told of this any more. What its alerts were stays in history. A default rule does not come back by itself.",
            yesText: "Delete",
            cancelText: "Keep");
        if (isSure == true)
        {
            await DoAsync(() => Store.RemoveAsync(rule.Id, _gone.Token));
        }
    }

    private async Task DoAsync(Func<Task<RuleEdit>> edit)
    {
        _isBusy = true;
        try
        {
            var done = await edit();
            _problem = done.IsDone ? null : string.Join(' ', done.Faults);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
