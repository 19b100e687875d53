namespace WardOps.Core.History.Reading;

/// <summary>
/// Makes a device's history of its rounds, given one by one in the order of time: exact to the round, in memory that grows with the points of
/// the answer and by eight bytes for each round with a reply.
/// </summary>
internal sealed class HistoryFold(HistoryRange range, Cadence cadence, DateTimeOffset now) : IRoundFold, IDisposable
{
    private readonly long _from = range.From.ToUnixTimeMilliseconds();
    private readonly long _to = range.To.ToUnixTimeMilliseconds();
    private readonly StepFold _steps = new(range);
    private readonly OutageFold _outages = new();
    private readonly RttValues _rtt = new();
    private RoundCount _count;

    public void Add(in RoundSample sample)
    {
        if (sample.At < _from || sample.At >= _to)
        {
            return;
        }

        _steps.Add(in sample);
        _outages.Add(in sample);
        _count.Add(sample.At, sample.IsUp);
        if (sample.IsUp && !double.IsNaN(sample.RttMs))
        {
            _rtt.Add(sample.RttMs);
        }
    }

    /// <summary>Rounds that the store has added up; their outages and percentiles are for the caller to find.</summary>
    public void Add(int point, in StepTotals totals)
    {
        _steps.Add(point, in totals);
        _count.Add((long)totals.Up, (long)totals.Known);
    }

    public DeviceHistory End() => End(_rtt.Percentiles(), _outages.End(range.To, cadence, now), _outages.First);

    /// <param name="percentiles">Of the whole range.</param>
    /// <param name="outages">Of the whole range.</param>
    /// <param name="any">Start of any round of the device; null if none is known.</param>
    public DeviceHistory End(RttPercentiles percentiles, IReadOnlyList<Outage> outages, long? any)
    {
        _steps.End();
        _count.Saw(any);
        return new DeviceHistory(
            range,
            _steps.Status,
            _steps.RttMs,
            _steps.LossPercent,
            _steps.JitterMs,
            percentiles,
            _count.Over(range.From, range.To, cadence, now),
            outages);
    }

    public void Dispose() => _rtt.Dispose();
}
