namespace WardOps.Core.Probing;

/// <summary>How echoes leave this machine.</summary>
public enum EchoTransportMode
{
    /// <summary>Not at all: no permission, or no network stack.</summary>
    Unavailable,

    /// <summary>A raw ICMP socket (root or CAP_NET_RAW).</summary>
    Raw,

    /// <summary>A datagram ICMP socket (allowed by net.ipv4.ping_group_range).</summary>
    Datagram,

    /// <summary>A simulated network inside this process; nothing leaves the machine.</summary>
    Simulated,
}
