namespace WardOps.Core.Probing;

/// <summary>When every echo of one round is due: echo k of a device at its phase plus k spacings. Phases are shorter than a spacing, so the order of the first echoes is the order of all.</summary>
internal sealed class RoundSchedule(RoundPlan plan, ProbeOrder order, long startMono, long startWall)
{
    private readonly long _spacingNs = EchoClock.Nanos(plan.Interval) / plan.EchoesPerDevice;
    private int _echo;
    private int _index;

    public RoundPlan Plan => plan;

    public bool IsDone => order.Count == 0 || _echo == plan.EchoesPerDevice;

    /// <summary>When the next echo is due, in nanoseconds of the monotonic clock; never once all are taken.</summary>
    public long NextDue => IsDone ? long.MaxValue : startMono + Offset;

    /// <summary>The round is over for its echoes at this moment of the monotonic clock, plus whatever the loop is late.</summary>
    public long EndMono => startMono + EchoClock.Nanos(plan.Interval);

    private long Offset => (_echo * _spacingNs) + order.Phase(_index);

    public DueEcho Take()
    {
        var due = new DueEcho(
            order.Device(_index),
            order.Destination(_index),
            plan.Number,
            (byte)_echo,
            (ushort)((plan.Number * plan.EchoesPerDevice) + _echo),
            startMono + Offset,
            startWall + Offset);
        if (++_index == order.Count)
        {
            _index = 0;
            _echo++;
        }

        return due;
    }
}
