using Microsoft.AspNetCore.Components;
using WardOps.Core.Alerts;
using WardOps.Core.Devices;
using WardOps.Web.Components.Actors;

namespace WardOps.Web.Components.Alerts;

/// <summary>What is open. What it shows stands in its address, so that a link, a reload and the back button restore it.</summary>
public sealed partial class AlertsPage
{
    private static readonly (string Title, AlertSort Sort, string Class)[] s_columns =
    [
        ("Severity", AlertSort.Severity, ""), ("What", AlertSort.Name, "what"), ("Where", AlertSort.Branch, "wide"), ("For", AlertSort.Since, "number"),
    ];

    private readonly HashSet<Guid> _selected = [];
    private AlertQuery _query = new();
    private List<Alert> _found = [];
    private Catalog? _choicesOf;
    private string? _choicesIn;
    private IReadOnlyList<string> _regions = [];
    private IReadOnlyList<string> _branches = [];

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required DeviceCatalog Catalog { get; init; }

    [Inject]
    public required IActor Actor { get; init; }

    [SupplyParameterFromQuery(Name = "search")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "region")]
    private string? Region { get; set; }

    [SupplyParameterFromQuery(Name = "branch")]
    private string? Branch { get; set; }

    [SupplyParameterFromQuery(Name = "device_id")]
    private string? Device { get; set; }

    [SupplyParameterFromQuery(Name = "attention")]
    private string? Attention { get; set; }

    [SupplyParameterFromQuery(Name = "mine")]
    private string? Mine { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    private string Counted
    {
        get
        {
            var all = _found.Count == Open.All.Length ? $"{Open.All.Length} open" : $"{_found.Count} of {Open.All.Length} open";
            return $"{all} · {_found.Count(a => a.Severity == AlertSeverity.Critical)} critical · {_found.Count(a => a.AcknowledgedBy is null)} not acknowledged";
        }
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Actor.Changed += ShowMine;
    }

    protected override void OnParametersSet()
    {
        _query = AlertQuery.Parse(Search, Severity, Kind, Region, Branch, Device, Attention, Mine, Sort, []);
        Find();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Actor.FindAsync();
        }
    }

    protected override void OnAlerts() => Find();

    protected override ValueTask DisposePartAsync()
    {
        Actor.Changed -= ShowMine;
        return ValueTask.CompletedTask;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Word(AlertAttention attention) => attention == AlertAttention.Any ? null : attention.ToString();

    private void ShowMine() => _ = InvokeAsync(() =>
    {
        Find();
        StateHasChanged();
    });

    private void Find()
    {
        _found = [.. _query.Apply(Open.All, Time.GetUtcNow(), Actor.Name)];
        _selected.RemoveWhere(id => Open.Find(id) is null);   // it is over: nothing is left to do about it
        var catalog = Catalog.Current;
        if (_choicesOf != catalog || _choicesIn != _query.Region)
        {
            (_choicesOf, _choicesIn) = (catalog, _query.Region);
            _regions = Choices(catalog.Devices.Select(d => d.Region));
            _branches = Choices(catalog.Devices.Where(d => _query.Region is null || d.Region == _query.Region).Select(d => d.Branch));
        }
    }

    private static IReadOnlyList<string> Choices(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.InvariantCultureIgnoreCase)];

    private void Show(AlertQuery query)
    {
        if (query != _query)
        {
            Navigation.NavigateTo("/alerts" + query.ToQueryString(), new NavigationOptions { ReplaceHistoryEntry = query.Search != _query.Search });
        }
    }

    private void Toggle(Guid id)
    {
        if (!_selected.Remove(id))
        {
            _selected.Add(id);
        }
    }

    /// <summary>All that are shown, also those outside of the window; none if all are selected already.</summary>
    private void ToggleAll()
    {
        if (_found.All(a => _selected.Contains(a.Id)))
        {
            _selected.Clear();
        }
        else
        {
            _selected.UnionWith(_found.Select(a => a.Id));
        }
    }

    /// <summary>First click ascending, second descending, third back to the worst first.</summary>
    private void Order(AlertSort column) => Show(_query.Sort != column
        ? _query with { Sort = column, Descending = false }
        : _query.Descending ? _query with { Sort = AlertSort.Worst, Descending = false } : _query with { Descending = true });

    private string? AriaSort(AlertSort column) => _query.Sort != column ? null : _query.Descending ? "descending" : "ascending";

    private string Arrow(AlertSort column) => AriaSort(column) switch { "ascending" => " ↑", "descending" => " ↓", _ => "" };
}
