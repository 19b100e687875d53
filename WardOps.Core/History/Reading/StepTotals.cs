namespace WardOps.Core.History.Reading;

/// <summary>Rounds of one device within a step, or a part of one, added up.</summary>
internal record struct StepTotals(
    double Up, double Known, double RttSum, double RttCount, double LossSum, double LossCount, double JitterSum, double JitterCount)
{
    public void Add(in RoundSample sample)
    {
        Known++;
        if (!double.IsNaN(sample.LossPercent))
        {
            LossSum += sample.LossPercent;
            LossCount++;
        }

        if (!sample.IsUp)
        {
            return;
        }

        Up++;
        if (!double.IsNaN(sample.RttMs))
        {
            RttSum += sample.RttMs;
            RttCount++;
        }

        if (!double.IsNaN(sample.JitterMs))
        {
            JitterSum += sample.JitterMs;
            JitterCount++;
        }
    }

    public void Add(in StepTotals more)
    {
        Up += more.Up;
        Known += more.Known;
        RttSum += more.RttSum;
        RttCount += more.RttCount;
        LossSum += more.LossSum;
        LossCount += more.LossCount;
        JitterSum += more.JitterSum;
        JitterCount += more.JitterCount;
    }
}
