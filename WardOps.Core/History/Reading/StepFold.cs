namespace WardOps.Core.History.Reading;

/// <summary>Puts rounds into the steps of a range: the worst status of a step, the means of the rest, nulls where nothing is known. Steps are filled in order.</summary>
internal sealed class StepFold(HistoryRange range)
{
    private readonly long _from = range.From.ToUnixTimeMilliseconds();
    private readonly long _step = (long)range.Step.TotalMilliseconds;
    private StepTotals _totals;
    private int _point = -1;

    public double?[] Status { get; } = new double?[range.Points];

    public double?[] RttMs { get; } = new double?[range.Points];

    public double?[] LossPercent { get; } = new double?[range.Points];

    public double?[] JitterMs { get; } = new double?[range.Points];

    public void Add(in RoundSample sample)
    {
        MoveTo((int)((sample.At - _from) / _step));
        _totals.Add(in sample);
    }

    /// <summary>Rounds that somebody else has added up.</summary>
    public void Add(int point, in StepTotals totals)
    {
        MoveTo(point);
        _totals.Add(in totals);
    }

    /// <summary>Fills the last step.</summary>
    public void End() => MoveTo(-1);

    private static double? Mean(double sum, double count) => count > 0 ? sum / count : null;

    private void MoveTo(int point)
    {
        if (point == _point)
        {
            return;
        }

        if (_point >= 0 && _totals.Known > 0)
        {
            Status[_point] = _totals.Up >= _totals.Known ? 1 : 0;
            RttMs[_point] = Mean(_totals.RttSum, _totals.RttCount);
            LossPercent[_point] = Mean(_totals.LossSum, _totals.LossCount);
            JitterMs[_point] = Mean(_totals.JitterSum, _totals.JitterCount);
        }

        (_point, _totals) = (point, default);
    }
}
