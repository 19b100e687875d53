namespace WardOps.Core.History.Spool;

/// <summary>
/// The times of all rounds ever spooled, as a few stretches. A time in one of them is taken: the same timestamp with another value would make the
/// answers of VictoriaMetrics a matter of chance. Stretches instead of the newest time alone, so that a clock that stood a year ahead
/// for a minute, and was set right, costs that minute and not that year.
/// </summary>
internal sealed class SpooledTimes
{
    public const int MostStretches = 16;

    /// <summary>A pause that long belongs to the stretch.</summary>
    private static readonly TimeSpan s_bridged = TimeSpan.FromMinutes(2);

    private readonly List<TimeStretch> _stretches = [];

    /// <summary>Oldest first; none touches another.</summary>
    public IReadOnlyList<TimeStretch> Stretches => _stretches;

    /// <summary>The stretch that has taken this time; null if it is free.</summary>
    public TimeStretch? Taken(DateTimeOffset at)
    {
        foreach (var stretch in _stretches)
        {
            if (stretch.From <= at && at <= stretch.To)
            {
                return stretch;
            }
        }

        return null;
    }

    /// <summary>A round of this time is kept.</summary>
    public void Add(DateTimeOffset at)
    {
        var before = _stretches.FindLastIndex(s => s.From <= at);
        if (before >= 0 && at - _stretches[before].To <= s_bridged)
        {
            _stretches[before] = _stretches[before] with { To = at > _stretches[before].To ? at : _stretches[before].To };
            return;
        }

        Add(new TimeStretch(at, at));
    }

    public void Add(TimeStretch stretch)
    {
        _stretches.Insert(_stretches.FindLastIndex(s => s.From <= stretch.From) + 1, stretch);
        for (var i = _stretches.Count - 2; i >= 0; i--)
        {
            if (_stretches[i + 1].From <= _stretches[i].To)
            {
                Join(i);
            }
        }

        while (_stretches.Count > MostStretches)
        {
            Join(Enumerable.Range(0, _stretches.Count - 1).MinBy(i => _stretches[i + 1].From - _stretches[i].To));
        }
    }

    private void Join(int first)
    {
        var (a, b) = (_stretches[first], _stretches[first + 1]);
        _stretches[first] = new TimeStretch(a.From, a.To > b.To ? a.To : b.To);
        _stretches.RemoveAt(first + 1);
    }
}
