namespace WardOps.Core.Probing;

/// <summary>The groups that still have echoes to send, of one round, or of two where a late round overlaps the next.</summary>
internal sealed class ScheduleQueue
{
    private readonly List<RoundSchedule> _open = [];
    private RoundSchedule? _next;

    /// <summary>Adds a group of a round that begins.</summary>
    public void Add(RoundSchedule schedule)
    {
        _open.Add(schedule);
        _next = Earliest();
    }

    /// <summary>Takes the next echo that is due until <paramref name="horizon"/>.</summary>
    /// <param name="horizon">Monotonic clock up to which echoes are released, nanoseconds.</param>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="due">The echo.</param>
    /// <param name="isTooLate">Its round is over for longer than a whole interval: to send it now would say nothing of its round.</param>
    public bool TryTake(long horizon, long nowMono, out DueEcho due, out bool isTooLate)
    {
        due = default;
        isTooLate = false;
        if (_next is not { } next || (next.NextDue > horizon && nowMono <= next.VoidMono))
        {
            return false;
        }

        isTooLate = nowMono > next.VoidMono;
        due = next.Take();
        if (_open.Count > 1 || next.IsDone)
        {
            _next = Earliest();
        }

        return true;
    }

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
