namespace WardOps.Core.History.Reading;

/// <summary>Keeps rounds for later.</summary>
internal sealed class RoundList : IRoundFold
{
    private readonly List<RoundSample> _rounds = [];

    public void Add(in RoundSample sample) => _rounds.Add(sample);

    public void FeedTo(IRoundFold fold)
    {
        foreach (var sample in _rounds)
        {
            fold.Add(sample);
        }
    }
}
