namespace WardOps.Core.History.Reading;

/// <summary>
/// Joins what the store has with what only memory has yet, by time. Where both have a round the store's word stands, unless it has shown
/// the round in part only: VictoriaMetrics brings the values of one round to light one after the other, within a second.
/// </summary>
/// <param name="fresh">What memory has, oldest first.</param>
/// <param name="fold">Where both go.</param>
internal sealed class FreshTail(IReadOnlyList<RoundSample> fresh, IRoundFold fold) : IRoundFold
{
    private readonly List<RoundSample> _unseen = [];
    private int _next;

    /// <summary>What came from memory.</summary>
    public IReadOnlyList<RoundSample> Unseen => _unseen;

    public void Add(in RoundSample sample)
    {
        while (_next < fresh.Count && fresh[_next].At < sample.At)
        {
            AddFresh();
        }

        if (_next < fresh.Count && fresh[_next].At == sample.At)
        {
            if (IsPart(in sample))
            {
                AddFresh();
                return;
            }

            _next++;
        }

        fold.Add(in sample);
    }

    /// <summary>The store has no more.</summary>
    public void End()
    {
        while (_next < fresh.Count)
        {
            AddFresh();
        }
    }

    private static bool IsPart(in RoundSample sample) => double.IsNaN(sample.LossPercent) || (sample.IsUp && double.IsNaN(sample.RttMs));

    private void AddFresh()
    {
        _unseen.Add(fresh[_next]);
        fold.Add(fresh[_next++]);
    }
}
