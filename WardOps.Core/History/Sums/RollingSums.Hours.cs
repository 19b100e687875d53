namespace WardOps.Core.History.Sums;

/// <summary>What memory can answer for exactly, so that nobody has to ask the store.</summary>
public sealed partial class RollingSums
{
    private static readonly TimeSpan s_longestLag = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The whole hours that memory can answer for exactly: read back or lived through, over for long enough that no round of them is under way,
    /// and without a step that waits to be compared with the store again. The newest of them, without a hole.
    /// </summary>
    public SumsHours Hours
    {
        get
        {
            lock (_gate)
            {
                Now();
                var patience = MostLag * _roundLength;
                var over = time.GetUtcNow() - (patience > s_longestLag ? patience : s_longestLag);
                var to = SumsSteps.HourOf(_settled > over ? _settled : over);
                var from = Math.Max(SumsSteps.HourOf(ReadFrom + SumsSteps.Hour - TimeSpan.FromTicks(1)), SumsSteps.HourOf(_table.Newest) - SumsTable.Hours + 1);
                if (Doubtful.NewestUntil((to * SumsSteps.PerHour) - 1) is { } doubtful)
                {
                    from = Math.Max(from, SumsSteps.HourOf(doubtful) + 1);
                }

                return new SumsHours(SumsSteps.StartOfHour(Math.Min(from, to)), SumsSteps.StartOfHour(to));
            }
        }
    }

    /// <summary>
    /// The own rounds in [from, to) of all devices of which anything is known, with means to 0.1 %. Of a device that is gone
    /// (<see cref="GoneDevices"/>) one second stands for all that is known. Null if that is not all among <see cref="Hours"/>.
    /// </summary>
    /// <exception cref="ArgumentException">An end is not a whole hour of UTC.</exception>
    public IReadOnlyList<StepSum>? SumsOf(DateTimeOffset from, DateTimeOffset to)
    {
        DemandWholeHours(from, to);
        var (first, end) = (SumsSteps.HourOf(from), SumsSteps.HourOf(to));
        var sums = new List<StepSum>();
        using var hold = Hold();
        ForEachPlace(hold, (id, place) =>
        {
            var sum = _table.SumOfHours(place, first, end);
            if (sum.Known > 0)
            {
                sums.Add(new StepSum(id, from, sum.Up, sum.Known, sum.LossSum, sum.RttSum));
            }
        });
        lock (_gate)
        {
            if (!hold.IsGood || !_gone.IsComplete || !Hours.Holds(from, to))
            {
                return null;
            }

            _gone.MoveTo(SumsSteps.HourOf(_table.Newest));
            sums.AddRange(_gone.Within(first, end).Select(id => new StepSum(id, from, 0, 1)));
            return sums;
        }
    }

    private static void DemandWholeHours(DateTimeOffset from, DateTimeOffset to)
    {
        if (from != SumsSteps.StartOfHour(SumsSteps.HourOf(from)) || to != SumsSteps.StartOfHour(SumsSteps.HourOf(to)))
        {
            throw new ArgumentException($"Memory adds up whole hours only; {from:O} to {to:O} are none.");
        }
    }
}
