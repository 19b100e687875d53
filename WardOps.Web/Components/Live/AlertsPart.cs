using Microsoft.AspNetCore.Components;
using WardOps.Core.Alerts.Book;

namespace WardOps.Web.Components.Live;

/// <summary>A component that shows open alerts and is drawn anew when they change, at most once a second. A fault ends this circuit, not the book.</summary>
public abstract class AlertsPart : ComponentBase, IAsyncDisposable
{
    private AlertSubscription? _subscription;

    [Inject]
    public required AlertBook Book { get; init; }

    [Inject]
    public required LivePageOptions LiveOptions { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>The open alerts that this shows, all of one moment.</summary>
    protected OpenAlerts Open { get; private set; } = OpenAlerts.None;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }

        await DisposePartAsync();
    }

    protected override void OnInitialized()
    {
        Open = Book.Current;
        _subscription = new AlertSubscription(Book, OnChangeAsync, LiveOptions.MinInterval, Time);
    }

    /// <summary>For one with something to release.</summary>
    protected virtual ValueTask DisposePartAsync() => ValueTask.CompletedTask;

    /// <summary>For one that has more to do than to draw what is open.</summary>
    protected virtual void OnAlerts()
    {
    }

    private Task OnChangeAsync() => InvokeAsync(async () =>
    {
        try
        {
            Open = Book.Current;
            OnAlerts();
            StateHasChanged();
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    });
}
