using Microsoft.AspNetCore.Components;
using WardOps.Core.Live;
using WardOps.Core.Status;

namespace WardOps.Web.Components.Live;

/// <summary>A component that shows the board and is drawn anew when it changes, at most once a second. A fault ends this circuit, not the feed.</summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private LiveSubscription? _subscription;

    [Inject]
    public required LiveFeed Feed { get; init; }

    [Inject]
    public required StatusBoard StatusBoard { get; init; }

    [Inject]
    public required LivePageOptions LiveOptions { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>The board that this page shows; one whole board, so its figures fit together.</summary>
    protected Board Board { get; private set; } = Board.Empty;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }

        await DisposePageAsync();
    }

    protected override void OnInitialized()
    {
        Board = StatusBoard.Current;
        _subscription = Feed.Subscribe(OnUpdateAsync, new LiveSubscriptionOptions(LiveOptions.MinInterval, 1, Time));
    }

    /// <summary>For a page with something to release.</summary>
    protected virtual ValueTask DisposePageAsync() => ValueTask.CompletedTask;

    /// <summary>For a page that has more to do than to draw the board.</summary>
    protected virtual Task OnBoardAsync() => Task.CompletedTask;

    private Task OnUpdateAsync(LiveUpdate update) => InvokeAsync(async () =>
    {
        try
        {
            Board = StatusBoard.Current;
            await OnBoardAsync();
            StateHasChanged();
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    });
}
