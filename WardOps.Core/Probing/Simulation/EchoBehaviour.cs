using System.Net;

namespace WardOps.Core.Probing.Simulation;

/// <summary>How a simulated host answers.</summary>
public sealed record EchoBehaviour
{
    public static EchoBehaviour Healthy { get; } = new();

    public static EchoBehaviour Dead { get; } = new() { Loss = 1 };

    /// <summary>Shortest round-trip time.</summary>
    public TimeSpan Rtt { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>The round-trip time is longer than the shortest by anything up to this.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Share of requests that get no reply, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>How many replies a request gets.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The ICMP identifier of the reply is another one.</summary>
    public bool HasWrongId { get; init; }

    /// <summary>The reply comes from another address.</summary>
    public bool IsSpoofed { get; init; }

    /// <summary>The reply is 16 bytes short.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Instead of a reply comes an ICMP error of this type and code; null for none.</summary>
    public IcmpError? Error { get; init; }

    /// <summary>The router that sends <see cref="Error"/>; null for the host itself.</summary>
    public IPAddress? ErrorFrom { get; init; }

    /// <summary>Requests with this ICMP identifier get no reply, as behind a firewall that holds a dead flow; null if all do.</summary>
    public ushort? DeafToId { get; init; }

    /// <summary>Answers for the first half of each stretch of this length since the Unix epoch and is silent in the second; zero if it does not flap.</summary>
    public TimeSpan FlapEvery { get; init; }

    /// <summary>Whether a host that flaps is silent now.</summary>
    /// <param name="now">Wall clock, nanoseconds since the Unix epoch.</param>
    public bool IsAwayAt(long now) => FlapEvery > TimeSpan.Zero && now % (FlapEvery.Ticks * 100) * 2 >= FlapEvery.Ticks * 100;

    /// <summary>The send call fails with this errno; 0 if it does not.</summary>
    public int SendErrno { get; init; }
}
