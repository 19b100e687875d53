using System.Net;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>How devices are probed. Configuration section <c>Probing</c>.</summary>
public sealed class ProbingOptions
{
    public const string Section = "Probing";

    /// <summary>Length of a round; rounds start at whole multiples of it since the Unix epoch. 1 s to 1 h, whole seconds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Echoes per device and round, spread evenly over the round. 1 to 20.</summary>
    public int EchoesPerRound { get; set; } = 5;

    /// <summary>An echo without a valid reply after this long is lost. 50 ms up to 10 s and the interval, in steps of 50 ms.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Consecutive lost echoes that make a device Down: the first makes it suspect, the others confirm. 2 to 100.</summary>
    public int DownAfter { get; set; } = 6;

    /// <summary>Consecutive answered echoes that make a device Up again. 1 to 100.</summary>
    public int UpAfter { get; set; } = 1;

    /// <summary>Time between two echoes to a suspect device. 50 ms to 10 s.</summary>
    public TimeSpan ConfirmationSpacing { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A device that is silent for so long gets another ICMP identifier, and again after as long. 10 s to 1 day.</summary>
    public TimeSpan RenewFlowAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What differs for a type of device, by its name without regard to case.</summary>
    public Dictionary<string, ProbeOverrides> Types { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Addresses near the monitor that always answer: when all of them and a great part of the fleet fall silent together,
    /// the uplink is cut and not the fleet. The default gateway is one of them unless <see cref="GatewayIsAnchor"/> says no.</summary>
    public List<string> Anchors { get; init; } = [];

    /// <summary>Whether the default gateways of this machine are anchors, as soon as any device lies beyond this machine.</summary>
    public bool GatewayIsAnchor { get; set; } = true;

    /// <summary>How often what was seen is handed on and judged. 50 ms up to the interval.</summary>
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Which transport to open.</summary>
    public EchoTransportChoice Transport { get; set; } = EchoTransportChoice.Auto;

    /// <summary>Receive buffer asked of the kernel, in bytes; it may grant less (net.core.rmem_max).</summary>
    public int ReceiveBufferBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Whether replies may be falsified from within this process (<see cref="Faults.EchoFaults"/>). For tests; the demo does not need it.</summary>
    public bool AllowFaultInjection { get; set; }

    /// <summary>Time between two echoes to one device.</summary>
    public TimeSpan Spacing => Interval / EchoesPerRound;

    /// <summary>Time between two echoes of a ping on demand.</summary>
    internal TimeSpan PingSpacing => TimeSpan.FromMilliseconds(200);

    /// <summary>An echo to the monitor itself or to an anchor is lost after this long: anchors are near, and a long common timeout must not make the self-check slow.</summary>
    internal TimeSpan SentinelTimeout => TimeSpan.FromTicks(Math.Min(Timeout.Ticks, TimeSpan.TicksPerSecond));

    /// <summary>In this time every device that is asked by the common settings has its turn: a spacing, 2 s at the least and 10 s at the most.</summary>
    internal TimeSpan Turn => TimeSpan.FromSeconds(Math.Clamp(Spacing.TotalSeconds, 2, 10));

    /// <summary>How long it takes at the most until a cut uplink is known: a sentinel leaves within a quarter of a second, has its timeout, and the tick after
    /// that is judged; a quarter of a second more for a loop that is a little late.</summary>
    internal TimeSpan KnownAfter => SentinelTimeout + TimeSpan.FromMilliseconds(500) + TickInterval;

    /// <summary>How long a round stays open after its end: when the uplink was cut in its last moment, that is known by then.</summary>
    internal TimeSpan Doubt => KnownAfter;

    internal IEnumerable<IPAddress> ParsedAnchors => Anchors.Select(IPAddress.Parse);

    /// <summary>How every device is probed, according to these options.</summary>
    public ProbePolicy ToPolicy() => new(Interval, new ProbeSettings(1, EchoesPerRound, Timeout, DownAfter, UpAfter), Types)
    {
        ConfirmationSpacing = ConfirmationSpacing,
        BlindAfter = KnownAfter,
    };
}
