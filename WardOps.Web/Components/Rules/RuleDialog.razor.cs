using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Devices;

namespace WardOps.Web.Components.Rules;

/// <summary>One rule while a person writes it. What is wrong stands beside the field that is wrong, from the first attempt to save on.</summary>
public sealed partial class RuleDialog : IDisposable
{
    private static readonly AlertKind[] s_kinds = [AlertKind.Down, AlertKind.Branch, AlertKind.Flapping, AlertKind.PacketLoss, AlertKind.Rtt, AlertKind.Jitter, AlertKind.NoData];

    private readonly CancellationTokenSource _gone = new();
    private RuleForm _form = new(null);
    private string? _problem;
    private bool _hasTried;
    private bool _isBusy;

    /// <summary>The rule to be changed; null for a new one.</summary>
    [Parameter]
    public AlertRule? Rule { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Inject]
    public required CurrentRules Rules { get; init; }

    [Inject]
    public required AlertRuleStore Store { get; init; }

    [Inject]
    public required DeviceCatalog Catalog { get; init; }

    private string ThresholdLabel => _form.Kind == AlertKind.Branch ? "Share of devices from" : "A problem from";

    private string Sentence => _form.Faults([]) is var faults && (faults.ContainsKey(nameof(RuleForm.Threshold)) || faults.ContainsKey(nameof(RuleForm.For)))
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{RuleWords.Sentence(_form.ToRule())} For {RuleScopes.Count(_form.Scope, Catalog.Current):N0} of {Catalog.Current.Probed.Length:N0} devices now.");

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _form = new RuleForm(Rule);

    private string? Fault(string part) => _hasTried && _form.Faults(Rules.Current.Rules).TryGetValue(part, out var fault) ? fault : null;

    private void Compare(ChangeEventArgs change)
        => (_form.AgainstOwn, _form.Threshold, _form.RecoverAt) = change.Value is true ? (true, "3", "2") : (false, "200", "180");

    private async Task SaveAsync()
    {
        (_hasTried, _problem) = (true, null);
        if (_form.Faults(Rules.Current.Rules).Count > 0)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var edit = Rule is null ? await Store.AddAsync(_form.ToRule(), _gone.Token) : await Store.ChangeAsync(_form.ToRule(), _gone.Token);
            if (edit.IsDone)
            {
                Dialog.Close();
                return;
            }

            _problem = string.Join(' ', edit.Faults);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
