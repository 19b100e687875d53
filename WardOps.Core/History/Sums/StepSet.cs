namespace WardOps.Core.History.Sums;

/// <summary>Steps that are to be compared with the store. Callable from any thread; at most those of 30 days.</summary>
internal sealed class StepSet
{
    private const int Most = SumsTable.Hours * SumsSteps.PerHour;

    private readonly Lock _gate = new();
    private readonly SortedSet<long> _steps = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _steps.Count;
            }
        }
    }

    /// <summary>Adds the steps from <paramref name="first"/> to <paramref name="last"/>; of more than fit the oldest go, which nobody sums up any more.</summary>
    public void Add(long first, long last)
    {
        lock (_gate)
        {
            for (var step = Math.Max(first, last - Most + 1); step <= last; step++)
            {
                _steps.Add(step);
            }

            while (_steps.Count > Most)
            {
                _steps.Remove(_steps.Min);
            }
        }
    }

    /// <summary>Those of the newest hour that has any, up to <paramref name="last"/>, ascending; those older than <paramref name="oldest"/> are forgotten.</summary>
    public IReadOnlyList<long> Newest(long oldest, long last)
    {
        lock (_gate)
        {
            while (_steps.Count > 0 && _steps.Min < oldest)
            {
                _steps.Remove(_steps.Min);
            }

            if (_steps.Count == 0 || _steps.Min > last)
            {
                return [];
            }

            var newest = _steps.GetViewBetween(_steps.Min, last).Max;
            return [.. _steps.GetViewBetween(SumsSteps.HourOf(newest) * SumsSteps.PerHour, newest)];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _steps.Clear();
        }
    }

    public void Remove(IEnumerable<long> steps)
    {
        lock (_gate)
        {
            _steps.ExceptWith(steps);
        }
    }

    /// <summary>The newest of them at or before <paramref name="last"/>; null if there is none.</summary>
    public long? NewestUntil(long last)
    {
        lock (_gate)
        {
            return _steps.Count == 0 || _steps.Min > last ? null : _steps.GetViewBetween(_steps.Min, last).Max;
        }
    }
}
