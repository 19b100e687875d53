namespace WardOps.Core.Probing;

/// <summary>How devices are probed. Configuration section <c>Probing</c>.</summary>
public sealed class ProbingOptions
{
    public const string Section = "Probing";

    /// <summary>Length of a round; rounds start at whole multiples of it since the Unix epoch. 1 s to 1 h, whole seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Echoes per device and round, spread evenly over the round. 1 to 20.</summary>
    public int EchoesPerRound { get; set; } = 5;

    /// <summary>An echo without a valid reply after this long is lost. 50 ms up to the interval.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often what was seen is handed on and judged. 50 ms up to the interval.</summary>
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Which transport to open.</summary>
    public EchoTransportChoice Transport { get; set; } = EchoTransportChoice.Auto;

    /// <summary>Receive buffer asked of the kernel, in bytes; it may grant less (net.core.rmem_max).</summary>
    public int ReceiveBufferBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Whether replies may be falsified from within this process (<see cref="Faults.EchoFaults"/>). For tests; the demo does not need it.</summary>
    public bool AllowFaultInjection { get; set; }

    /// <summary>Time between two echoes to one device.</summary>
    public TimeSpan Spacing => Interval / EchoesPerRound;
}
