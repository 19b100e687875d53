namespace WardOps.Core.History.Reading;

/// <summary>Outages: from the first round without a reply to the next one with one. A gap between them ends nothing.</summary>
internal sealed class OutageFold : IRoundFold
{
    private readonly List<Outage> _outages = [];
    private long? _since;

    public void Add(in RoundSample sample)
    {
        if (!sample.IsUp)
        {
            _since ??= sample.At;
        }
        else if (_since is { } since)
        {
            _outages.Add(new Outage(TimeOf(since), TimeOf(sample.At)));
            _since = null;
        }
    }

    /// <summary>All of them, oldest first. One that nothing ended lasts, unless the range is over: then it ends with it.</summary>
    /// <param name="to">End of the range.</param>
    /// <param name="cadence">How often the device is probed.</param>
    /// <param name="now">The clock.</param>
    public IReadOnlyList<Outage> End(DateTimeOffset to, Cadence cadence, DateTimeOffset now)
    {
        if (_since is { } since)
        {
            _outages.Add(new Outage(TimeOf(since), to < cadence.Settled(now) ? to : null));
            _since = null;
        }

        return _outages;
    }

    private static DateTimeOffset TimeOf(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
