namespace WardOps.Core.History.Reading;

/// <summary>Lets a few questions through at a time; some wait, in order; more are refused at once, since they would be answered when nobody waits any more.</summary>
/// <param name="atOnce">Questions under way at a time.</param>
/// <param name="asked">Questions under way or waiting.</param>
/// <param name="patience">How long one waits for its turn; what stands before it may hang.</param>
/// <param name="busy">What is told to those that are refused.</param>
internal sealed class Turns(int atOnce, int asked, TimeSpan patience, Func<HistoryBusyException> busy) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(atOnce);
    private int _asked;

    public void Dispose() => _turns.Dispose();

    /// <summary>Waits for its turn and asks.</summary>
    /// <exception cref="HistoryBusyException">Too many are under way or waiting, or its turn did not come.</exception>
    public async Task<T> TakeAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _asked) > asked)
        {
            Interlocked.Decrement(ref _asked);
            throw busy();
        }

        try
        {
            if (!await _turns.WaitAsync(patience, cancellation).ConfigureAwait(false))
            {
                throw busy();
            }

            try
            {
                return await ask().ConfigureAwait(false);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }
}
