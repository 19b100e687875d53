using Microsoft.AspNetCore.Components;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;

namespace WardOps.Web.Components.Alerts;

/// <summary>What was open and is over, from the store. What it shows stands in its address, the place in the list included: the back button leads to newer ones.</summary>
public sealed partial class AlertHistoryPage : IAsyncDisposable
{
    private const int PageSize = 100;
    private const string Default = "7d";
    private const string All = "all";

    private static readonly string[] s_lengths = ["24h", Default, "30d", "90d"];

    private CancellationTokenSource _stop = new();
    private AlertQuery _query = new();
    private (AlertQuery Query, string? Range, string? Cursor)? _asked;
    private AlertSlice? _slice;
    private string? _trouble;
    private IReadOnlyList<string> _regions = [];
    private IReadOnlyList<string> _branches = [];

    [Inject]
    public required AlertArchive Archive { get; init; }

    [Inject]
    public required DeviceCatalog Catalog { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

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

    [SupplyParameterFromQuery(Name = "range")]
    private string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "cursor")]
    private string? Cursor { get; set; }

    /// <summary>One of the lengths; null for all time.</summary>
    private string? Length => Range == All ? null : s_lengths.Contains(Range, StringComparer.Ordinal) ? Range : Default;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    protected override void OnParametersSet()
    {
        _query = AlertQuery.Parse(Search, Severity, Kind, Region, Branch, Device, null, null, null, []);
        var devices = Catalog.Current.Devices;
        _regions = Choices(devices.Select(d => d.Region));
        _branches = Choices(devices.Where(d => _query.Region is null || d.Region == _query.Region).Select(d => d.Branch));
        if (_asked != (_query, Range, Cursor))
        {
            Restart();
        }
    }

    private static IReadOnlyList<string> Choices(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.InvariantCultureIgnoreCase)];

    private static string Address(AlertQuery query, string? range, string? cursor)
    {
        var text = query.ToQueryString();
        foreach (var (name, value) in new[] { ("range", range == Default ? null : range), ("cursor", cursor) })
        {
            text += value is null ? "" : $"{(text.Length == 0 ? "?" : "&")}{name}={Uri.EscapeDataString(value)}";
        }

        return "/alerts/history" + text;
    }

    private void Show(AlertQuery query, string? range = null)
    {
        if (query != _query || (range is not null && range != Range))
        {
            Navigation.NavigateTo(Address(query, range ?? Range, null), new NavigationOptions { ReplaceHistoryEntry = query.Search != _query.Search });
        }
    }

    private void Restart()
    {
        _stop.Cancel();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _asked = (_query, Range, Cursor);
        (_slice, _trouble) = (null, null);
        DateTimeOffset? from = Length is { } length ? Time.GetUtcNow() - SpanOf(length) : null;
        _ = ReadAsync(_query, from, AlertCursor.Parse(Cursor), _stop.Token);
    }

    private static TimeSpan SpanOf(string length) => length switch { "24h" => TimeSpan.FromDays(1), "30d" => TimeSpan.FromDays(30), "90d" => TimeSpan.FromDays(90), _ => TimeSpan.FromDays(7) };

    private async Task ReadAsync(AlertQuery query, DateTimeOffset? from, AlertCursor? after, CancellationToken stop)
    {
        try
        {
            var slice = await Archive.PageAsync(query, closedOnly: true, from, to: null, after, PageSize, stop);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            _slice = slice;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;   // something else was asked for, or the page is gone
        }
        catch (AlertStoreException ex)
        {
            _trouble = ex.Message;
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }

        StateHasChanged();
    }
}
