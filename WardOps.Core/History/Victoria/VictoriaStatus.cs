namespace WardOps.Core.History.Victoria;

/// <summary>Collects how history is doing from those who write it and those who run the server.</summary>
internal sealed class VictoriaStatus(HistoryMode mode, RoundBacklog backlog, RecorderCounts recorder) : IHistoryStatus
{
    private readonly Lock _gate = new();
    private string? _problem = "VictoriaMetrics has not answered yet.";
    private string? _fix = "Wait a few seconds.";
    private long _dropped;

    public HistoryState Current
    {
        get
        {
            lock (_gate)
            {
                return new HistoryState(
                    mode,
                    _problem is null,
                    _problem,
                    _fix,
                    backlog.Count + recorder.Waiting,
                    backlog.Dropped + recorder.Dropped + Volatile.Read(ref _dropped));
            }
        }
    }

    /// <summary>The server answered.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            _problem = _fix = null;
        }
    }

    /// <summary>The server did not answer, or is not there.</summary>
    public void Failed(string problem, string fix)
    {
        lock (_gate)
        {
            _problem = problem;
            _fix = fix;
        }
    }

    /// <summary>A round was lost outside the backlog.</summary>
    public void Dropped() => Interlocked.Increment(ref _dropped);
}
