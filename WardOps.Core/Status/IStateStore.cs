namespace WardOps.Core.Status;

/// <summary>Where the board survives a restart: PostgreSQL or SQLite, by hand-written SQL (EF costs 6 to 50 times the CPU here).</summary>
public interface IStateStore
{
    Task<StoredBoard> LoadAsync(CancellationToken cancellation);

    /// <summary>Writes states, the last round and what belongs to them in one transaction. Rows of devices that no longer exist are left out; an older version never replaces a newer one.</summary>
    Task SaveAsync(PendingWrite write, CancellationToken cancellation);
}
