namespace WardOps.Core.History.Reading;

/// <summary>
/// Makes a device's history of its rounds, given one by one in the order of time: exact to the round, in memory that grows with the points of
/// the answer and by eight bytes for each round with a reply.
/// </summary>
internal sealed class HistoryFold(HistoryRange range, Cadences cadences, DateTimeOffset now) : IRoundFold, IDisposable
{
    private readonly long _from = range.From.ToUnixTimeMilliseconds();
    private readonly long _to = range.To.ToUnixTimeMilliseconds();
    private readonly StepFold _steps = new(range);
    private readonly OutageFold _outages = new();
    private readonly RttValues _rtt = new();
    private readonly CadenceCounts _counts = new(cadences);

    public void Add(in RoundSample sample)
    {
        if (sample.At < _from || sample.At >= _to)
        {
            return;
        }

        _steps.Add(in sample);
        _outages.Add(in sample);
        _counts.Add(sample.At, sample.IsUp);
        if (sample.IsUp && !double.IsNaN(sample.RttMs))
        {
            _rtt.Add(sample.RttMs);
        }
    }

    /// <summary>Rounds that the store has added up; their outages and percentiles are for the caller to find.</summary>
    /// <param name="point">The step.</param>
    /// <param name="at">A time within it of the same cadence as all those rounds.</param>
    /// <param name="totals">Their sums.</param>
    public void Add(int point, DateTimeOffset at, in StepTotals totals)
    {
        _steps.Add(point, in totals);
        _counts.Add(at.ToUnixTimeMilliseconds(), (long)totals.Up, (long)totals.Known);
    }

    public DeviceHistory End() => End(_rtt.Percentiles(), _outages.End(range.To, cadences.Now, now), []);

    /// <param name="percentiles">Of the whole range.</param>
    /// <param name="outages">Of the whole range.</param>
    /// <param name="seen">Starts of rounds of the device, of each cadence one, as far as any is known.</param>
    public DeviceHistory End(RttPercentiles percentiles, IReadOnlyList<Outage> outages, IEnumerable<long> seen)
    {
        _steps.End();
        _counts.Saw(seen);
        return new DeviceHistory(
            range,
            _steps.Status,
            _steps.RttMs,
            _steps.LossPercent,
            _steps.JitterMs,
            percentiles,
            _counts.Over(range.From, range.To, now),
            outages);
    }

    public void Dispose() => _rtt.Dispose();
}
