namespace WardOps.Core.History.Ledger;

/// <summary>The last findings of rows that the store threw away: at most 100, older ones are only counted.</summary>
public sealed class RejectionLog
{
    public const int Most = 100;

    private readonly Lock _gate = new();
    private readonly Queue<RejectedRows> _findings = new();
    private long _rows;
    private string? _problem;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RejectedRows> Findings
    {
        get
        {
            lock (_gate)
            {
                return [.. _findings.Reverse()];
            }
        }
    }

    /// <summary>All rows since the start of WardOps.</summary>
    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Why the counters cannot be watched now; null while they can.</summary>
    public string? Problem
    {
        get => Volatile.Read(ref _problem);
        internal set => Volatile.Write(ref _problem, value);
    }

    internal void Add(RejectedRows finding)
    {
        lock (_gate)
        {
            _rows += finding.Rows;
            _findings.Enqueue(finding);
            while (_findings.Count > Most)
            {
                _findings.Dequeue();
            }
        }
    }
}
