using Microsoft.AspNetCore.Components;
using WardOps.Core.Devices;
using WardOps.Core.Status;

namespace WardOps.Web.Components.Devices;

/// <summary>The list. What it shows stands in its address, so that a link, a reload and the back button restore it.</summary>
public sealed partial class DevicesPage
{
    private static readonly string[] s_statuses = ["down", "unreachable", "unknown", "up"];

    private static readonly (string Title, DeviceSort Sort, string Class)[] s_columns =
    [
        ("Status", DeviceSort.Status, ""), ("Name", DeviceSort.Name, ""), ("Address", DeviceSort.Ip, ""), ("Branch", DeviceSort.Branch, "wide"),
        ("Region", DeviceSort.Region, "wide"), ("Type", DeviceSort.DeviceType, "wide"), ("RTT", DeviceSort.RttMs, "number wide"),
        ("Loss", DeviceSort.LossPercent, "number wide"), ("For", DeviceSort.Since, "number"),
    ];

    private DeviceQuery _query = new();
    private List<DeviceState> _found = [];
    private Catalog? _choicesOf;
    private string? _choicesIn;
    private IReadOnlyList<string> _regions = [];
    private IReadOnlyList<string> _branches = [];
    private IReadOnlyList<string> _types = [];

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "branch")]
    private string? Branch { get; set; }

    [SupplyParameterFromQuery(Name = "region")]
    private string? Region { get; set; }

    [SupplyParameterFromQuery(Name = "device_type")]
    private string? DeviceType { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    private bool IsFiltered => _query with { Sort = DeviceSort.Problems, Descending = false } != new DeviceQuery();

    /// <summary>Through whose outage a device cannot be reached; null for any other.</summary>
    private string? Behind(DeviceState state) => Board.Behind(state) is { } cause ? $"behind {cause.Device.Name}" : null;

    protected override void OnParametersSet()
    {
        _query = DeviceQuery.Parse(Status, Branch, Region, DeviceType, Search, Sort, []);
        Find();
    }

    protected override Task OnBoardAsync()
    {
        Find();
        return Task.CompletedTask;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DeviceStatus? StatusOf(string? word) => DeviceQuery.Parse(word, null, null, null, null, null, []).Status;

    private void Find()
    {
        _found = [.. _query.Apply(Board)];
        if (_choicesOf != Board.Catalog || _choicesIn != _query.Region)
        {
            _choicesOf = Board.Catalog;
            _choicesIn = _query.Region;
            _regions = Choices(d => d.Region);
            _types = Choices(d => d.DeviceType);
            _branches = [.. Board.Catalog.Devices.Where(d => _query.Region is null || d.Region == _query.Region).Select(d => d.Branch).Distinct().Order(StringComparer.InvariantCultureIgnoreCase)];
        }
    }

    private IReadOnlyList<string> Choices(Func<WatchedDevice, string> of)
        => [.. Board.Catalog.Devices.Select(of).Distinct().Order(StringComparer.InvariantCultureIgnoreCase)];

    private void Show(DeviceQuery query)
    {
        if (query != _query)
        {
            Navigation.NavigateTo("/devices" + query.ToQueryString(), new NavigationOptions { ReplaceHistoryEntry = query.Search != _query.Search });
        }
    }

    /// <summary>First click ascending, second descending, third back to problems first.</summary>
    private void Order(DeviceSort column) => Show(_query.Sort != column
        ? _query with { Sort = column, Descending = false }
        : _query.Descending ? _query with { Sort = DeviceSort.Problems, Descending = false } : _query with { Descending = true });

    private string? AriaSort(DeviceSort column) => _query.Sort != column ? null : _query.Descending ? "descending" : "ascending";

    private string Arrow(DeviceSort column) => AriaSort(column) switch { "ascending" => " ↑", "descending" => " ↓", _ => "" };
}
