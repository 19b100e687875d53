namespace WardOps.Core.History.Spool;

/// <summary>
/// The times of all rounds ever spooled, as a few stretches. A time in one of them is taken: the same timestamp with another value would make the
/// answers of VictoriaMetrics a matter of chance. Stretches instead of the newest time alone, so that a clock that stood a year ahead
/// for a minute, and was set right, costs that minute and not that year.
/// </summary>
internal sealed class SpooledTimes
{
    public const int MostStretches = 16;

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

    /// <summary>A round of this time is kept. It goes on with a stretch only where no other round fits between: what a clock that stood a minute ahead has left out is free.</summary>
    /// <param name="at">Its start.</param>
    /// <param name="interval">Its length.</param>
    public void Add(DateTimeOffset at, TimeSpan interval) => Add(new TimeStretch(at, at), interval);

    public void Add(TimeStretch stretch) => Add(stretch, TimeSpan.Zero);

    private void Add(TimeStretch stretch, TimeSpan bridged)
    {
        _stretches.Insert(_stretches.FindLastIndex(s => s.From <= stretch.From) + 1, stretch);
        for (var i = _stretches.Count - 2; i >= 0; i--)
        {
            if (_stretches[i + 1].From - _stretches[i].To <= bridged)
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
