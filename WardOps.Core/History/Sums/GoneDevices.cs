namespace WardOps.Core.History.Sums;

/// <summary>
/// Devices that had left the catalog when WardOps started, or of which nothing is known of the last day since they have, and the hours of which
/// something is known of them, one bit each: 96 bytes for a device. A report says how many there were; nobody asks how they did.
/// </summary>
internal sealed class GoneDevices
{
    /// <summary>Of more devices than this nothing is remembered: <see cref="IsComplete"/> says so.</summary>
    internal const int Most = 100_000;

    private const int Words = (SumsTable.Hours + 63) / 64;

    private readonly Dictionary<Guid, ulong[]> _hours = [];
    private long _newest = long.MinValue / 2;

    /// <summary>Whether all of them are remembered.</summary>
    public bool IsComplete { get; private set; } = true;

    public int Count => _hours.Count;

    /// <summary>Something is known of a device in an hour.</summary>
    public void Add(Guid id, long hour)
    {
        MoveTo(hour);
        if (hour > _newest - SumsTable.Hours && BitsOf(id) is { } bits)
        {
            bits[Place(hour) / 64] |= 1UL << (Place(hour) % 64);
        }
    }

    /// <summary>Those of which something is known in [first, end).</summary>
    public IEnumerable<Guid> Within(long first, long end)
    {
        (first, end) = (Math.Max(first, _newest - SumsTable.Hours + 1), Math.Min(end, _newest + 1));
        foreach (var (id, bits) in _hours)
        {
            for (var hour = first; hour < end; hour++)
            {
                if (Has(bits, hour))
                {
                    yield return id;
                    break;
                }
            }
        }
    }

    /// <summary>It is there again.</summary>
    /// <returns>The hours of which something is known of it; none if it was never gone.</returns>
    public IReadOnlyList<long> Remove(Guid id)
    {
        if (!_hours.Remove(id, out var bits))
        {
            return [];
        }

        var newest = _newest;
        return [.. Enumerable.Range(0, SumsTable.Hours).Select(i => newest - i).Where(hour => Has(bits, hour))];
    }

    /// <summary>The hours reach up to this one from now on; devices of which nothing is left are forgotten.</summary>
    public void MoveTo(long hour)
    {
        if (hour <= _newest)
        {
            return;
        }

        var first = Math.Max(_newest + 1, hour - SumsTable.Hours + 1);
        foreach (var (id, bits) in _hours)
        {
            for (var gone = first; gone <= hour; gone++)
            {
                bits[Place(gone) / 64] &= ~(1UL << (Place(gone) % 64));
            }

            if (!bits.AsSpan().ContainsAnyExcept(0UL))
            {
                _hours.Remove(id);
            }
        }

        _newest = hour;
    }

    private static int Place(long hour) => (int)(((hour % SumsTable.Hours) + SumsTable.Hours) % SumsTable.Hours);

    private static bool Has(ulong[] bits, long hour) => (bits[Place(hour) / 64] >> (Place(hour) % 64) & 1) == 1;

    private ulong[]? BitsOf(Guid id)
    {
        if (!_hours.TryGetValue(id, out var bits))
        {
            if (_hours.Count >= Most)
            {
                IsComplete = false;
                return null;
            }

            _hours.Add(id, bits = new ulong[Words]);
        }

        return bits;
    }
}
