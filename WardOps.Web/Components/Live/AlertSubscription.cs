using System.Threading.Channels;
using WardOps.Core.Alerts.Book;

namespace WardOps.Web.Components.Live;

/// <summary>One reader's part in the alert book: is told that something changed, never two calls at once, never sooner than its interval. Whoever changes the book waits for nobody.</summary>
public sealed class AlertSubscription : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly AlertBook _book;
    private readonly Task _loop;
    private int _disposed;

    /// <param name="book">The book; what it has now is told of at once.</param>
    /// <param name="callback">Must not dispose this subscription.</param>
    /// <param name="minInterval">Shortest time between two calls.</param>
    /// <param name="time">Its clock.</param>
    public AlertSubscription(AlertBook book, Func<Task> callback, TimeSpan minInterval, TimeProvider time)
    {
        _book = book;
        _book.Changed += Tell;
        Tell();
        _loop = Task.Run(() => RunAsync(callback, minInterval, time, _stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _book.Changed -= Tell;
            await _stop.CancelAsync();
            await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }

    private void Tell() => _news.Writer.TryWrite(true);

    private async Task RunAsync(Func<Task> callback, TimeSpan minInterval, TimeProvider time, CancellationToken stop)
    {
        try
        {
            await foreach (var _ in _news.Reader.ReadAllAsync(stop))
            {
                await callback();
                if (minInterval > TimeSpan.Zero)
                {
                    await Task.Delay(minInterval, time, stop);   // more news meanwhile is one more call
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // disposed: the normal end
        }
    }
}
