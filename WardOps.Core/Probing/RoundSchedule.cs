namespace WardOps.Core.Probing;

/// <summary>When every echo of one group in one round is due: echo k of a device at its phase plus k spacings.</summary>
internal sealed class RoundSchedule(RoundPlan plan, ProbeOrder order, ProbeGroup group, long startMono, long startWall)
{
    private int _echo;
    private int _index;

    public bool IsDone => group.Slots.Length == 0 || _echo == group.Echoes;

    /// <summary>When the next echo is due, in nanoseconds of the monotonic clock; never once all are taken.</summary>
    public long NextDue => IsDone ? long.MaxValue : startMono + Offset;

    /// <summary>From this moment of the monotonic clock on an echo would say nothing of its round any more: it is over for a whole interval.</summary>
    public long VoidMono { get; } = startMono + (2 * EchoClock.Nanos(plan.Interval));

    private long Offset => (_echo * group.SpacingNs) + group.Phases[_index];

    public DueEcho Take()
    {
        var slot = group.Slots[_index];
        var due = new DueEcho(
            order,
            slot,
            order.Address(slot),
            EchoKind.Regular,
            order.Timeout(slot),
            plan.Number,
            (byte)_echo,
            startMono + Offset,
            startWall + Offset);
        if (++_index == group.Slots.Length)
        {
            _index = 0;
            _echo++;
        }

        return due;
    }
}
