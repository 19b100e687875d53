namespace WardOps.Core.History;

/// <summary>More is being asked of the history, and waits, than one store should bear. The message is fit to be shown.</summary>
public sealed class HistoryBusyException(string message, TimeSpan retryAfter) : Exception(message)
{
    /// <summary>When it is worth asking again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
