namespace WardOps.Core.History.Ledger;

/// <summary>How reading back is doing.</summary>
public sealed class ReadBackState
{
    private readonly Lock _gate = new();
    private string? _problem;
    private long _surplusRounds;
    private (DateTimeOffset At, long Written, long Found)? _surplus;
    private DateTimeOffset? _lastAt;

    /// <summary>Why the store cannot be asked now; null while it can.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _problem;
            }
        }
    }

    /// <summary>When the store was last asked and answered; null before the first time.</summary>
    public DateTimeOffset? LastAt
    {
        get
        {
            lock (_gate)
            {
                return _lastAt;
            }
        }
    }

    /// <summary>Rounds since the start of which the store had more than was written: somebody else writes the same metrics. No loss, but no good sign.</summary>
    public long SurplusRounds
    {
        get
        {
            lock (_gate)
            {
                return _surplusRounds;
            }
        }
    }

    /// <summary>The last of them, with its status samples; null if there is none.</summary>
    public (DateTimeOffset At, long Written, long Found)? Surplus
    {
        get
        {
            lock (_gate)
            {
                return _surplus;
            }
        }
    }

    internal void Answered(DateTimeOffset now)
    {
        lock (_gate)
        {
            _problem = null;
            _lastAt = now;
        }
    }

    internal void Failed(string problem)
    {
        lock (_gate)
        {
            _problem = problem;
        }
    }

    internal void More(DateTimeOffset at, long written, long found)
    {
        lock (_gate)
        {
            _surplusRounds++;
            _surplus = (at, written, found);
        }
    }
}
