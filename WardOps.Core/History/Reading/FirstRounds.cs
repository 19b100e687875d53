namespace WardOps.Core.History.Reading;

/// <summary>Keeps the start of the first round of each cadence, and passes all rounds on.</summary>
internal sealed class FirstRounds(Cadences cadences, IRoundFold fold) : IRoundFold
{
    private readonly List<long> _starts = [];
    private long _next = long.MinValue;

    /// <summary>In order; none of a cadence of which no round came.</summary>
    public IReadOnlyList<long> Starts => _starts;

    public void Add(in RoundSample sample)
    {
        if (sample.At >= _next)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(sample.At);
            _starts.Add(sample.At);
            _next = cadences.Changes.Where(c => c > at).Select(c => c.ToUnixTimeMilliseconds()).FirstOrDefault(long.MaxValue);
        }

        fold.Add(in sample);
    }
}
