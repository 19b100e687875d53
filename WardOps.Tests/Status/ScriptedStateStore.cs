using WardOps.Core.Status;

namespace WardOps.Tests.Status;

/// <summary>A store in memory that can be away, and that counts what is asked of it.</summary>
internal sealed class ScriptedStateStore : IStateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, StoredState> _rows = [];
    private RoundMark? _round;

    public bool IsAway { get; set; }

    public int RowsWritten { get; private set; }

    public int Attempts { get; private set; }

    public RoundMark? Round
    {
        get
        {
            lock (_gate)
            {
                return _round;
            }
        }
    }

    public StoredState? Row(Guid id)
    {
        lock (_gate)
        {
            return _rows.GetValueOrDefault(id);
        }
    }

    public Task<StoredBoard> LoadAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(new StoredBoard([.. _rows.Values], _round));
        }
    }

    public Task SaveAsync(PendingWrite write, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Attempts++;
            if (IsAway)
            {
                throw new InvalidOperationException("The store is away.");
            }

            foreach (var state in write.States)
            {
                _rows[state.DeviceId] = state;
            }

            RowsWritten += write.States.Count;
            _round = write.LastRound ?? _round;
            return Task.CompletedTask;
        }
    }
}
