namespace WardOps.Core.Status;

/// <summary>States that wait to be written: the newest of each device only, so it is never larger than the fleet.</summary>
internal sealed class PendingStates
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, StoredState> _states = [];
    private RoundMark? _round;
    private ICommitPart? _part;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _states.Count;
            }
        }
    }

    /// <summary>Takes what a verdict brings that a restart must know.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="part">What has to be written in the same transaction; null if nothing.</param>
    /// <returns>Whether there is something to write now.</returns>
    public bool Take(Verdict verdict, ICommitPart? part)
    {
        var silent = verdict.Closed is { } round
            ? verdict.Changed.Where(s => s.Status is not (DeviceStatus.Down or DeviceStatus.Unreachable) && HasStoppedAnswering(s, round))
            : [];
        var states = verdict.Closed is null ? verdict.Changed : silent;
        lock (_gate)
        {
            foreach (var state in states)
            {
                _states[state.Device.Id] = Row(state);
            }

            _round = verdict.Closed is null ? _round : verdict.Board.LastRound;
            Add(part);
            return _round is not null || _part is not null || _states.Count > 0;
        }
    }

    /// <summary>Takes rows that follow from no verdict.</summary>
    public void Take(ICommitPart part)
    {
        lock (_gate)
        {
            Add(part);
        }
    }

    /// <summary>Takes the whole board, for the last write.</summary>
    public void Take(Board board)
    {
        lock (_gate)
        {
            foreach (var state in board.States)
            {
                _states[state.Device.Id] = Row(state);
            }

            _round = board.LastRound;
        }
    }

    public PendingWrite Drain()
    {
        lock (_gate)
        {
            var drained = new PendingWrite([.. _states.Values], _round, _part);
            _states.Clear();
            _round = null;
            _part = null;
            return drained;
        }
    }

    /// <summary>What could not be written waits again, unless something newer has come.</summary>
    public void GiveBack(PendingWrite write)
    {
        lock (_gate)
        {
            foreach (var state in write.States)
            {
                _states.TryAdd(state.DeviceId, state);
            }

            _round ??= write.LastRound;
            var newer = _part;
            _part = write.Part;
            Add(newer);
        }
    }

    private void Add(ICommitPart? part) => _part = _part is null || part is null ? part ?? _part : _part.With(part);

    private static bool HasStoppedAnswering(DeviceState state, Probing.Round round)
        => round.Catalog.Find(state.Device.Id) is { } device && round[device] is { IsKnown: true, IsUp: false };

    private static DateTimeOffset? Beginning(DeviceState state) => state.Status == DeviceStatus.Unknown ? state.SilentSince : state.DownSince;

    private static StoredState Row(DeviceState state)
        => new(state.Device.Id, state.Status, state.Flags, state.Since, Beginning(state), state.LastPingAt, state.Version);
}
