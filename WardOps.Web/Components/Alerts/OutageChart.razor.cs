using System.Globalization;
using Microsoft.AspNetCore.Components;
using WardOps.Core.Alerts;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Web.Components.DeviceDetail;

namespace WardOps.Web.Components.Alerts;

/// <summary>The history of the device from half an hour before the problem to half an hour after it; of one that lasts, up to now. Read when the page is opened, and when it ends.</summary>
public sealed partial class OutageChart : IDisposable
{
    private static readonly TimeSpan s_around = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_most = TimeSpan.FromDays(30);

    private readonly CancellationTokenSource _stop = new();
    private bool? _wasOpen;
    private bool _isGone;
    private HistoryView? _view;
    private string? _trouble;

    [Inject]
    public required IHistoryReader History { get; init; }

    [Inject]
    public required DeviceCatalog Catalog { get; init; }

    [Inject]
    public required ProbePolicy Policy { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required Alert Alert { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (_wasOpen != Alert.IsOpen)
        {
            _wasOpen = Alert.IsOpen;
            _ = ReadAsync(Alert, _stop.Token);
        }
    }

    private async Task ReadAsync(Alert alert, CancellationToken stop)
    {
        if (Catalog.Current.Find(alert.Subject.Id) is not { } device)
        {
            _isGone = true;
            return;
        }

        try
        {
            var now = Time.GetUtcNow();
            var end = (alert.EndedAt ?? alert.ClosedAt ?? now) + s_around;
            end = end < now ? end : now;
            var begin = alert.Since - s_around;
            begin = end - begin > s_most ? end - s_most : begin;
            if (!HistoryRanges.TryParse(null, Rfc(begin), Rfc(end), null, now, out var range, out var fault, Policy.IntervalOf(device)))
            {
                _trouble = fault;
            }
            else
            {
                _view = HistoryView.Of("alert", await History.ReadAsync(device, range, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;   // the page is gone
        }
        catch (Exception ex) when (ex is HistoryUnavailableException or HistoryBusyException)
        {
            _trouble = ex.Message;
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }

        if (!stop.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    private static string Rfc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
