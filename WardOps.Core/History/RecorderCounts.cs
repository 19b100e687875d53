namespace WardOps.Core.History;

/// <summary>What waits between the pump and the store, and what was lost there.</summary>
internal sealed class RecorderCounts
{
    private int _waiting;
    private long _dropped;

    /// <summary>Rounds offered and not yet with the store.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Rounds lost since the start: the store could not take them in time, or they could not be encoded.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Offered() => Interlocked.Increment(ref _waiting);

    public void Taken() => Interlocked.Decrement(ref _waiting);

    public void Lost() => Interlocked.Increment(ref _dropped);
}
