using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Reports;
using WardOps.Core.Maintenance;

namespace WardOps.Web.Components.Reports;

/// <summary>
/// How long everything was up. What it shows stands in its address. The history is read once for a range: another grouping or order is made of
/// what has been read.
/// </summary>
public sealed partial class ReportsPage : IAsyncDisposable
{
    private ReportQuery _query = new();
    private (string Range, string? From, string? To, bool Without)? _asked;
    private CancellationTokenSource _stop = new();
    private TimeZoneInfo? _zone;
    private (DateTimeOffset From, DateTimeOffset To) _ends;
    private double? _share;
    private FleetReport? _fleet;
    private UptimeReport? _report;
    private string? _fault;
    private string? _trouble;
    private bool _isCancelled;

    [Inject]
    public required UptimeReporter Reporter { get; init; }

    [Inject]
    public required MaintenanceWindows Windows { get; init; }

    [Inject]
    public required DeviceCatalog Catalog { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    [SupplyParameterFromQuery(Name = "range")]
    private string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "group_by")]
    private string? GroupBy { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "maintenance")]
    private string? MaintenanceWord { get; set; }

    /// <summary>What is asked for as far as it can be read, else what was shown last, else the last day.</summary>
    private (DateTimeOffset From, DateTimeOffset To) FieldEnds => (
        ReportRanges.Moment(_query.From) ?? (_ends != default ? _ends.From : Time.GetUtcNow().AddDays(-1)),
        ReportRanges.Moment(_query.To) ?? (_ends != default ? _ends.To : Time.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    protected override void OnParametersSet()
    {
        _query = ReportQuery.Parse(Range, From, To, GroupBy, Sort, MaintenanceWord);
        if (_zone is not null && _asked != (_query.Range, _query.From, _query.To, _query.WithoutMaintenance))
        {
            ReadAgain();
        }
        else if (_fleet is not null && _report?.Grouping != _query.Grouping)
        {
            _report = UptimeReport.Of(_fleet, _query.Grouping);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            await using var module = await JS.InvokeAsync<IJSObjectReference>("import", "./Components/Reports/ReportsPage.razor.js");
            _zone = ReportRanges.ZoneOf(await module.InvokeAsync<string?>("zone"));
        }
        catch (JSDisconnectedException)
        {
            return;   // the tab is gone
        }

        ReadAgain();
        StateHasChanged();
    }

    private static string CsvAddress(UptimeReport report)
        => $"/api/v1/reports/uptime?from={ReportRanges.Rfc(report.From)}&to={ReportRanges.Rfc(report.To)}&group_by={report.Grouping.ToString().ToLowerInvariant()}{(report.LeavesOutMaintenance ? "&maintenance=exclude" : "")}&format=csv";

    private void Choose((DateTimeOffset From, DateTimeOffset To) ends) => Navigation.NavigateTo(
        (_query with { Range = ReportRanges.Custom, From = ReportRanges.Rfc(ends.From), To = ReportRanges.Rfc(ends.To) }).ToAddress());

    private void Cancel()
    {
        _stop.Cancel();
        (_isCancelled, _share) = (true, null);
    }

    private void ReadAgain()
    {
        _stop.Cancel();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _asked = (_query.Range, _query.From, _query.To, _query.WithoutMaintenance);
        (_share, _fleet, _report, _fault, _trouble, _isCancelled) = (null, null, null, null, null, false);
        var (length, from, to) = ReportRanges.Of(_query, Time.GetUtcNow(), _zone!);
        if (_query is { Range: ReportRanges.Custom, From: null, To: null })
        {
            return;   // the ends are still to be typed in
        }

        if (!HistoryRanges.TryParseEnds(length, from, to, Time.GetUtcNow(), out var begin, out var end, out _fault))
        {
            return;
        }

        (_ends, _share) = ((begin, end), 0);
        _ = ReadAsync(begin, end, _query.WithoutMaintenance ? Windows.Current : null, _stop.Token);
    }

    private async Task ReadAsync(DateTimeOffset from, DateTimeOffset to, MaintenanceSet? without, CancellationToken stop)
    {
        try
        {
            var fleet = await Reporter.ReadAsync(Catalog.Current, from, to, without, new Progress(this, stop), stop);
            if (!stop.IsCancellationRequested)
            {
                (_fleet, _report) = (fleet, UptimeReport.Of(fleet, _query.Grouping));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;   // another range was asked for, or nobody waits any more
        }
        catch (Exception ex) when (ex is HistoryUnavailableException or HistoryBusyException)
        {
            _trouble = stop.IsCancellationRequested ? _trouble : ex.Message;
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }

        if (!stop.IsCancellationRequested)
        {
            _share = null;
            StateHasChanged();
        }
    }

    private sealed class Progress(ReportsPage page, CancellationToken stop) : IProgress<double>
    {
        // Not awaited: whoever reads the history must not wait for a browser.
        public void Report(double value) => _ = page.InvokeAsync(() =>
        {
            if (!stop.IsCancellationRequested && page._share is not null)
            {
                page._share = value;
                page.StateHasChanged();
            }
        });
    }
}
