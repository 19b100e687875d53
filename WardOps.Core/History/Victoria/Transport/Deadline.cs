namespace WardOps.Core.History.Victoria.Transport;

/// <summary>The caller's token and a time-out in one, which can tell which of them it was.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;

    public Deadline(TimeSpan patience, TimeProvider time, CancellationToken caller)
    {
        _timeout = new CancellationTokenSource(patience, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, caller);
        _caller = caller;
        Token = _either.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Time is up, and the caller has not given up himself.</summary>
    public bool HasPassed => _timeout.IsCancellationRequested && !IsGivenUp;

    /// <summary>The caller wants no answer any more.</summary>
    public bool IsGivenUp => _caller.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
