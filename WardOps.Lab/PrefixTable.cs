using System.Collections.Concurrent;
using System.Net;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Lab;

/// <summary>Behaviours by prefix; the longest that fits an address is the one that counts. For any number of threads.</summary>
internal sealed class PrefixTable
{
    private readonly Lock _growing = new();
    private volatile Row[] _rows = [];   // one for each length that is in use, the longest first

    public void Set(IPNetwork prefix, EchoBehaviour behaviour)
    {
        var length = AddressKey.LengthOf(prefix);
        RowOf(length).Prefixes[AddressKey.Of(prefix.BaseAddress)] = behaviour;
    }

    public bool Remove(IPNetwork prefix)
    {
        var length = AddressKey.LengthOf(prefix);
        return Array.Find(_rows, row => row.Length == length)?.Prefixes.TryRemove(AddressKey.Of(prefix.BaseAddress), out _) == true;
    }

    /// <summary>The behaviour of the longest prefix that has <paramref name="address"/> in it; null if none has.</summary>
    public EchoBehaviour? Find(UInt128 address)
    {
        foreach (var row in _rows)
        {
            if (row.Prefixes.TryGetValue(address & row.Mask, out var found))
            {
                return found;
            }
        }

        return null;
    }

    private Row RowOf(int length)
    {
        lock (_growing)
        {
            var row = Array.Find(_rows, row => row.Length == length);
            if (row is null)
            {
                row = new Row(length, AddressKey.Mask(length), new ConcurrentDictionary<UInt128, EchoBehaviour>());
                _rows = [.. _rows.Append(row).OrderByDescending(known => known.Length)];
            }

            return row;
        }
    }

    private sealed record Row(int Length, UInt128 Mask, ConcurrentDictionary<UInt128, EchoBehaviour> Prefixes);
}
