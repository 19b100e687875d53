namespace WardOps.Core.Alerts.Rules.Baselines;

/// <summary>The baselines of all devices of which a rule needs one. The pump adds to them; whoever writes them to disk copies a few at a time.</summary>
internal sealed class RttBaselines
{
    private readonly Dictionary<Guid, RttBaseline> _byDevice = [];

    /// <summary>Held while any of them is read or written; never over anything that can wait.</summary>
    public Lock Gate { get; } = new();

    public int Count
    {
        get
        {
            lock (Gate)
            {
                return _byDevice.Count;
            }
        }
    }

    /// <summary>That of a device; a new one if there is none.</summary>
    public RttBaseline Of(Guid device)
    {
        lock (Gate)
        {
            if (!_byDevice.TryGetValue(device, out var baseline))
            {
                _byDevice.Add(device, baseline = new RttBaseline());
            }

            return baseline;
        }
    }

    /// <summary>What was known of it says nothing any more: it is another target.</summary>
    public void Forget(Guid device)
    {
        lock (Gate)
        {
            _byDevice.Remove(device);
        }
    }

    /// <summary>Takes up what an earlier run knew.</summary>
    public void Restore(Guid device, int day, ReadOnlySpan<ushort> counts)
    {
        lock (Gate)
        {
            Of(device).Restore(day, counts);
        }
    }

    /// <summary>Forgets devices of which nothing was heard since that day: they are gone, or no rule asks.</summary>
    public IReadOnlyList<Guid> Devices(int since)
    {
        lock (Gate)
        {
            foreach (var gone in _byDevice.Where(d => d.Value.Newest is > 0 and var newest && newest < since).Select(d => d.Key).ToList())
            {
                _byDevice.Remove(gone);
            }

            return [.. _byDevice.Keys];
        }
    }

    /// <summary>Copies one; false if it is gone.</summary>
    public bool TryCopy(Guid device, Span<int> days, Span<ushort> counts)
    {
        lock (Gate)
        {
            if (!_byDevice.TryGetValue(device, out var baseline))
            {
                return false;
            }

            for (var place = 0; place < RttBaseline.Days; place++)
            {
                days[place] = baseline.Day(place);
                baseline.Counts(place).CopyTo(counts[(place * RttBuckets.Count)..]);
            }

            return true;
        }
    }
}
