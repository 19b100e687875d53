using System.Threading.Channels;

namespace WardOps.Core.Live;

/// <summary>One reader's part in the feed: owns its queue and its pace. Disposing is idempotent and waits until the callback has returned.</summary>
public sealed class LiveSubscription : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<LiveUpdate> _updates;
    private readonly Action<LiveSubscription> _leave;
    private readonly Task _loop;
    private int _disposed;

    internal LiveSubscription(Func<LiveUpdate, Task> callback, LiveSubscriptionOptions options, Action<LiveSubscription> leave)
    {
        _leave = leave;
        _updates = Channel.CreateBounded<LiveUpdate>(
            new BoundedChannelOptions(options.Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _loop = Task.Run(() => RunAsync(callback, options, _stop.Token));
    }

    /// <summary>Completes when the subscription has ended; faulted if the callback threw.</summary>
    public Task Completion => _loop;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _leave(this);
            await _stop.CancelAsync().ConfigureAwait(false);
            await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }

    internal void Offer(LiveUpdate update) => _updates.Writer.TryWrite(update);

    private async Task RunAsync(Func<LiveUpdate, Task> callback, LiveSubscriptionOptions options, CancellationToken stop)
    {
        try
        {
            await foreach (var update in _updates.Reader.ReadAllAsync(stop).ConfigureAwait(false))
            {
                await callback(update).ConfigureAwait(false);
                if (options.MinInterval > TimeSpan.Zero)
                {
                    await Task.Delay(options.MinInterval, options.Time, stop).ConfigureAwait(false);   // newer updates overwrite each other meanwhile
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // disposed: the normal end
        }
        finally
        {
            _leave(this);
        }
    }
}
