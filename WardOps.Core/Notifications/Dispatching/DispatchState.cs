namespace WardOps.Core.Notifications.Dispatching;

/// <summary>How the dispatcher is doing.</summary>
public sealed class DispatchState
{
    private long _lastPass;
    private volatile string? _problem;

    /// <summary>When a pass over the outbox last succeeded; null before the first one.</summary>
    public DateTimeOffset? LastPass => Interlocked.Read(ref _lastPass) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Why the last pass failed; null if it did not.</summary>
    public string? Problem => _problem;

    internal void Passed(DateTimeOffset at)
    {
        Interlocked.Exchange(ref _lastPass, at.UtcTicks);
        _problem = null;
    }

    internal void Failed(string problem) => _problem = problem;
}
