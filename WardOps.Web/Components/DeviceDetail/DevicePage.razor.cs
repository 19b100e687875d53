using Microsoft.AspNetCore.Components;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.Status;

namespace WardOps.Web.Components.DeviceDetail;

/// <summary>One device: what is true of it now, and what was.</summary>
public sealed partial class DevicePage
{
    private const string DefaultLength = "24h";

    private static readonly string[] s_lengths = ["1h", "6h", "24h", "7d", "30d"];

    // A step of the longer ranges lasts longer than a round: a new round would change nothing that can be seen.
    private static readonly string[] s_followed = ["1h", "6h", "24h"];

    private CancellationTokenSource _stop = new();
    private (Guid Id, string Length) _asked;
    private long _round = -1;
    private bool _isReading;
    private HistoryView? _view;
    private string? _trouble;

    [Inject]
    public required IHistoryReader History { get; init; }

    [Inject]
    public required ProbePolicy Policy { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter, SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    private string Length => s_lengths.Contains(Range, StringComparer.Ordinal) ? Range! : DefaultLength;

    protected override void OnParametersSet()
    {
        if (_asked != (Id, Length))
        {
            _view = null;
            _trouble = null;
            Restart();
        }
    }

    protected override Task OnBoardAsync()
    {
        var isNewRound = Board.LastRound?.Number != _round && (_trouble is not null || s_followed.Contains(Length, StringComparer.Ordinal));
        if (!_isReading && (isNewRound || (_view is null && _trouble is null)))
        {
            Restart();
        }

        return Task.CompletedTask;
    }

    protected override async ValueTask DisposePageAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private static string BranchLink(WatchedDevice device) => "/devices" + new DeviceQuery(Branch: device.Branch).ToQueryString();

    // Not awaited by the live feed: slow history must not hold up the status above it.
    private void Restart()
    {
        _stop.Cancel();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _asked = (Id, Length);
        _round = Board.LastRound?.Number ?? -1;
        if (Board.Find(Id) is { } state)
        {
            _ = ReadAsync(state.Device, Length, _stop.Token);
        }
    }

    private async Task ReadAsync(WatchedDevice device, string length, CancellationToken stop)
    {
        _isReading = true;
        try
        {
            if (!HistoryRanges.TryParse(length, null, null, null, Time.GetUtcNow(), out var range, out var fault, Policy.IntervalOf(device)))
            {
                throw new InvalidOperationException(fault);
            }

            var history = await History.ReadAsync(device, range, stop);
            if (!stop.IsCancellationRequested)
            {
                (_view, _trouble) = (HistoryView.Of(length, history), null);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;   // another range was asked for, or the page is gone
        }
        catch (Exception ex) when (ex is HistoryUnavailableException or HistoryBusyException)
        {
            // What was read before is still true; it stays under the notice.
            _trouble = stop.IsCancellationRequested ? _trouble : ex.Message;
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
        finally
        {
            _isReading &= stop.IsCancellationRequested;   // a later reading is under way: the mark is its own
        }

        if (!stop.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }
}
