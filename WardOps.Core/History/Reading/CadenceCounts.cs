namespace WardOps.Core.History.Reading;

/// <summary>Counts a device's rounds, those of each cadence apart: they come in the order of time.</summary>
internal sealed class CadenceCounts
{
    private readonly Cadences _cadences;
    private readonly RoundCount[] _counts;
    private int _era;
    private long _end;

    public CadenceCounts(Cadences cadences)
    {
        (_cadences, _counts) = (cadences, new RoundCount[cadences.Eras.Length]);
        _end = EndOf(0);
    }

    public void Add(long at, bool isUp)
    {
        MoveTo(at);
        _counts[_era].Add(at, isUp);
    }

    /// <summary>Rounds that somebody else has counted.</summary>
    /// <param name="at">A time of the same cadence as all of them.</param>
    /// <param name="up">With a reply.</param>
    /// <param name="known">All of them.</param>
    public void Add(long at, long up, long known)
    {
        MoveTo(at);
        _counts[_era].Add(up, known);
    }

    /// <summary>Starts of rounds of the device, in order: they tell which of everybody's rounds are its own.</summary>
    public void Saw(IEnumerable<long> rounds)
    {
        var era = 0;
        foreach (var at in rounds)
        {
            while (at >= EndOf(era))
            {
                era++;
            }

            _counts[era].Saw(at);
        }
    }

    /// <summary>Seconds up, down and unknown in [from, to).</summary>
    public Uptime Over(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var (all, settled) = (default(Uptime), _cadences.Now.Settled(now));
        for (var i = 0; i < _counts.Length; i++)
        {
            var (begin, cadence) = _cadences.Eras[i];
            var end = i + 1 < _counts.Length ? Spans.Earlier(to, _cadences.Eras[i + 1].From) : to;
            var one = _counts[i].Over(Spans.Later(from, begin), end, cadence.Interval, settled);
            all = new Uptime(all.UpSeconds + one.UpSeconds, all.DownSeconds + one.DownSeconds, all.UnknownSeconds + one.UnknownSeconds);
        }

        return all;
    }

    private void MoveTo(long at)
    {
        while (at >= _end)
        {
            _end = EndOf(++_era);
        }
    }

    private long EndOf(int era) => era + 1 < _counts.Length ? _cadences.Eras[era + 1].From.ToUnixTimeMilliseconds() : long.MaxValue;
}
