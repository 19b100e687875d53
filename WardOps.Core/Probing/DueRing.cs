namespace WardOps.Core.Probing;

/// <summary>Slots in the order in which they are due. Every slot is in it once at the most, so it never grows between two catalogs.</summary>
internal sealed class DueRing
{
    private (int Slot, long DueMono)[] _entries = [];
    private int _head;
    private int _count;

    /// <summary>When the first one is due, in nanoseconds of the monotonic clock; never if there is none.</summary>
    public long NextDue => _count == 0 ? long.MaxValue : _entries[_head].DueMono;

    public (int Slot, long DueMono) First => _entries[_head];

    public void Reserve(int slots)
    {
        if (slots <= _entries.Length)
        {
            return;
        }

        var larger = new (int, long)[slots];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _entries[(_head + i) % _entries.Length];
        }

        _entries = larger;
        _head = 0;
    }

    public void Add(int slot, long dueMono) => _entries[(_head + _count++) % _entries.Length] = (slot, dueMono);

    public (int Slot, long DueMono) Take()
    {
        var first = _entries[_head];
        _head = (_head + 1) % _entries.Length;
        _count--;
        return first;
    }

    public void Clear() => _count = 0;
}
