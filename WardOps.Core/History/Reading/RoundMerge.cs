namespace WardOps.Core.History.Reading;

/// <summary>
/// Gives every sample to the round in which its time lies, and makes one of those that share a round: the worse stands. Rows of the legacy
/// product lie off the grid, and a ping by hand lies between two rounds.
/// </summary>
/// <param name="lengths">How long rounds were.</param>
/// <param name="fold">Where the rounds go.</param>
internal sealed class RoundMerge(RoundLengths lengths, IRoundFold fold) : IRoundFold
{
    private long _round = 1;
    private long _until = long.MinValue;
    private RoundSample? _open;

    public void Add(in RoundSample sample)
    {
        if (sample.At >= _until)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(sample.At);
            (_round, _until) = ((long)lengths.At(at).TotalMilliseconds, lengths.EndAt(at).ToUnixTimeMilliseconds());
        }

        var here = sample with { At = sample.At - (sample.At % _round) };
        if (_open is { } open)
        {
            if (open.At == here.At)
            {
                _open = RoundSample.Worse(in open, in here);
                return;
            }

            fold.Add(in open);
        }

        _open = here;
    }

    /// <summary>There is no more.</summary>
    public void End()
    {
        if (_open is { } open)
        {
            fold.Add(in open);
            _open = null;
        }
    }
}
