namespace WardOps.Core.Probing;

/// <summary>The round numbers that were given out, as a few stretches. A clock that stood a year ahead for a minute, and was set right, costs that minute and not that year.</summary>
internal sealed class RoundNumbers
{
    /// <summary>More stretches than this are never kept: the two that lie nearest to each other become one.</summary>
    public const int Most = 16;

    private readonly List<(long From, long To)> _given = [];

    /// <summary>The first number from <paramref name="number"/> on that is free.</summary>
    public long FreeFrom(long number)
    {
        foreach (var (from, to) in _given)
        {
            if (from <= number && number <= to)
            {
                return to + 1;
            }
        }

        return number;
    }

    /// <summary>The highest number ever given; the least there is before the first.</summary>
    public long Highest => _given.Count == 0 ? long.MinValue : _given[^1].To;

    public void Give(long number)
    {
        var before = _given.FindLastIndex(g => g.From <= number);
        if (before >= 0 && number <= _given[before].To)
        {
            return;
        }

        if (before >= 0 && _given[before].To == number - 1)
        {
            _given[before] = (_given[before].From, number);
        }
        else
        {
            _given.Insert(++before, (number, number));
        }

        if (before + 1 < _given.Count && _given[before + 1].From == number + 1)
        {
            Join(before);
        }

        if (_given.Count > Most)
        {
            Join(Enumerable.Range(0, _given.Count - 1).MinBy(i => _given[i + 1].From - _given[i].To));
        }
    }

    private void Join(int first)
    {
        _given[first] = (_given[first].From, _given[first + 1].To);
        _given.RemoveAt(first + 1);
    }
}
