using Microsoft.AspNetCore.Components;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;

namespace WardOps.Web.Components.Alerts;

/// <summary>Alerts that have something in common: those open now, and if asked for the last closed ones.</summary>
public sealed partial class RelatedAlerts
{
    private const int Most = 10;

    private static readonly TimeSpan s_written = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private AlertQuery? _asked;
    private IReadOnlyList<Alert> _open = [];
    private IReadOnlyList<Alert> _closed = [];
    private string? _trouble;

    [Inject]
    public required AlertArchive Archive { get; init; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required AlertQuery Query { get; set; }

    /// <summary>One that is left out: that of the page itself.</summary>
    [Parameter]
    public Guid? Except { get; set; }

    [Parameter]
    public bool WithClosed { get; set; }

    private List<Alert> Shown => [.. _open.Concat(_closed.Where(c => _open.All(o => o.Id != c.Id))).Where(a => a.Id != Except).Take(Most)];

    protected override void OnParametersSet()
    {
        OnAlerts();
        if (WithClosed && _asked != Query)
        {
            (_asked, _closed) = (Query, []);
            _ = ReadAsync(Query, TimeSpan.Zero);
        }
    }

    protected override void OnAlerts()
    {
        var before = _open;
        _open = Query.Apply(Open.All, Time.GetUtcNow(), null);
        if (_asked is not null && before.Any(b => _open.All(o => o.Id != b.Id)))
        {
            _ = ReadAsync(Query, s_written);   // one of them is closed now, and is being written
        }
    }

    protected override async ValueTask DisposePartAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(AlertQuery query, TimeSpan later)
    {
        try
        {
            if (later > TimeSpan.Zero)
            {
                await Task.Delay(later, Time, _stop.Token);
            }

            var slice = await Archive.PageAsync(query, closedOnly: true, null, null, null, Most + 1, _stop.Token);
            if (query != Query || _stop.IsCancellationRequested)
            {
                return;
            }

            (_closed, _trouble) = (slice.Alerts, null);
        }
        catch (OperationCanceledException)
        {
            return;   // the page is gone
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
