namespace WardOps.Core.History.Ledger;

/// <summary>How far a round has come.</summary>
public enum RoundFate
{
    /// <summary>It has begun.</summary>
    Issued,

    /// <summary>It is on disk here, and waits to be sent.</summary>
    Spooled,

    /// <summary>The store has acknowledged it.</summary>
    Acknowledged,

    /// <summary>The store gave it back whole.</summary>
    ReadBack,

    /// <summary>It will never be there; see <see cref="GapReason"/>.</summary>
    Missing,
}
