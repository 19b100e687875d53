namespace WardOps.Core.History.Ledger;

/// <summary>What there is to be told of the books themselves.</summary>
public sealed class LedgerNotes
{
    private volatile string? _setAside;
    private volatile string? _problem;

    /// <summary>The books of earlier runs were damaged at the start, and begin anew; else null.</summary>
    public string? SetAside
    {
        get => _setAside;
        internal set => _setAside = value;
    }

    /// <summary>Why the books are in memory only now, and what to do; else null.</summary>
    public string? Problem
    {
        get => _problem;
        internal set => _problem = value;
    }
}
