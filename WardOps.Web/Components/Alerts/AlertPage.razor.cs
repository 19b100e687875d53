using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Web.Components.Live;

namespace WardOps.Web.Components.Alerts;

/// <summary>One alert. What is true of it now comes from the book, at once; its timeline and what is closed come from the store, which is a little later.</summary>
public sealed partial class AlertPage
{
    private static readonly AlertAct[] s_toAcknowledge = [AlertAct.Acknowledge, AlertAct.Assign, AlertAct.Snooze];
    private static readonly AlertAct[] s_acknowledged = [AlertAct.Unacknowledge, AlertAct.Assign, AlertAct.Snooze];
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_storeAway = TimeSpan.FromSeconds(5);

    private CancellationTokenSource _stop = new();
    private Guid? _shown;
    private Alert? _alert;
    private AlertFile? _file;
    private bool _isReading;
    private bool _isRead;
    private string? _trouble;

    [Inject]
    public required AlertArchive Archive { get; init; }

    [Inject]
    public required AlertDesk Desk { get; init; }

    [Inject]
    public required ShownAlerts Shown { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Whether the store has told all that the book knows of.</summary>
    private bool IsUpToDate => Open.Find(Id) is { } open ? _file?.Events.Count >= open.Events : _file is not { Alert.IsOpen: true };

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Desk.ClosedCommented += OnComment;
    }

    protected override void OnParametersSet()
    {
        if (_shown != Id)
        {
            _stop.Cancel();
            _stop.Dispose();
            _stop = new CancellationTokenSource();
            (_shown, _file, _isReading, _isRead, _trouble) = (Id, null, false, false, null);
            OnAlerts();
            Read();
        }
    }

    protected override void OnAlerts()
    {
        _alert = Open.Find(Id) ?? _file?.Alert ?? (_alert?.Id == Id ? _alert : null);
        if (!IsUpToDate)
        {
            Read();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (_alert is { } alert)
        {
            Shown.Add(alert);
        }
    }

    protected override async ValueTask DisposePartAsync()
    {
        Desk.ClosedCommented -= OnComment;
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private static AlertQuery Related(Alert alert) => alert.Subject.Kind switch
    {
        AlertSubjectKind.Device => new AlertQuery(DeviceId: alert.Subject.Id),
        AlertSubjectKind.Branch => new AlertQuery(Branch: alert.Branch, Kind: AlertKind.Branch),
        _ => new AlertQuery(Kind: alert.Kind),
    };

    private void OnComment(Guid id) => _ = InvokeAsync(() =>
    {
        if (id == Id)
        {
            Read();
        }
    });

    private void Read()
    {
        if (!_isReading)
        {
            _ = ReadAsync(Id, _stop.Token);
        }
    }

    private async Task PrintAsync() => await JS.InvokeVoidAsync("print");

    /// <summary>Reads until the store has what the book knows: what has just happened is being written.</summary>
    private async Task ReadAsync(Guid id, CancellationToken stop)
    {
        _isReading = true;
        try
        {
            do
            {
                try
                {
                    var file = await Archive.FileAsync(id, stop);
                    if (stop.IsCancellationRequested)
                    {
                        return;
                    }

                    (_file, _isRead, _trouble) = (file, true, null);
                    _alert = Open.Find(id) ?? file?.Alert;
                }
                catch (AlertStoreException ex)
                {
                    _trouble = ex.Message;
                }

                StateHasChanged();
                if (_trouble is not null || !IsUpToDate)
                {
                    await Task.Delay(_trouble is null ? s_again : s_storeAway, Time, stop);
                }
            }
            while (_trouble is not null || !IsUpToDate);

            _isReading = false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // another alert is shown, or none
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    }
}
