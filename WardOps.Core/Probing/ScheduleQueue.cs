namespace WardOps.Core.Probing;

/// <summary>The rounds that still have echoes to send: one, or two where a late round overlaps the next.</summary>
internal sealed class ScheduleQueue
{
    private readonly List<RoundSchedule> _open = [];

    /// <summary>Adds a round that begins.</summary>
    public void Add(RoundSchedule schedule) => _open.Add(schedule);

    /// <summary>Takes the next echo that is due until <paramref name="horizon"/>.</summary>
    /// <param name="horizon">Monotonic clock up to which echoes are released, nanoseconds.</param>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="due">The echo.</param>
    /// <param name="isTooLate">Its round is over for longer than a whole interval: to send it now would say nothing of its round.</param>
    public bool TryTake(long horizon, long nowMono, out DueEcho due, out bool isTooLate)
    {
        var next = Earliest();
        if (next is null || (next.NextDue > horizon && !IsOver(next, nowMono)))
        {
            due = default;
            isTooLate = false;
            return false;
        }

        isTooLate = IsOver(next, nowMono);
        due = next.Take();
        return true;
    }

    private static bool IsOver(RoundSchedule schedule, long nowMono)
        => nowMono > schedule.EndMono + EchoClock.Nanos(schedule.Plan.Interval);

    private RoundSchedule? Earliest()
    {
        RoundSchedule? earliest = null;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].IsDone)
            {
                _open.RemoveAt(i);
            }
            else if (earliest is null || _open[i].NextDue < earliest.NextDue)
            {
                earliest = _open[i];
            }
        }

        return earliest;
    }
}
