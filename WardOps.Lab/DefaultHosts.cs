using System.Net;
using System.Net.Sockets;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Lab;

/// <summary>How the hosts behind the TUN device behave unless told otherwise: 10.N.0.0/16 and fd00:N::/32 alike.</summary>
public static class DefaultHosts
{
    private static readonly TimeSpan s_rtt = TimeSpan.FromMilliseconds(20);
    private static readonly EchoBehaviour s_healthy = new() { Rtt = s_rtt };

    /// <summary>ICMP errors come from these: on the same line as the monitor, but not the monitor itself, whose own address the kernel would drop.</summary>
    public static IPAddress Router4 { get; } = IPAddress.Parse("10.80.255.1");

    public static IPAddress Router6 { get; } = IPAddress.Parse("fd00:80::ffff:1");

    public static TunNetwork Create()
    {
        var network = new TunNetwork();
        foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            network[Prefix(81, family)] = s_healthy;
            network[Prefix(82, family)] = s_healthy with { Jitter = TimeSpan.FromMilliseconds(10) };
            network[Prefix(83, family)] = s_healthy with { Loss = 0.1 };
            network[Prefix(84, family)] = s_healthy with { Copies = 2 };
            network[Prefix(85, family)] = s_healthy with { Rtt = TimeSpan.FromSeconds(1.5) };
            network[Prefix(86, family)] = s_healthy with { HasWrongId = true };
            network[Prefix(87, family)] = s_healthy with { IsSpoofed = true };
            network[Prefix(88, family)] = s_healthy with { IsTruncated = true };
            network[Prefix(89, family)] = Unreachable(family);
            network[Prefix(90, family)] = EchoBehaviour.Dead;
            network[Prefix(91, family)] = s_healthy with { FlapEvery = TimeSpan.FromSeconds(40) };
            network[Prefix(92, family)] = s_healthy with { Loss = 0.05 };
        }

        return network;
    }

    /// <summary>The prefix of a class of hosts, by its number in the table above.</summary>
    public static IPNetwork Prefix(int number, AddressFamily family)
        => IPNetwork.Parse(family == AddressFamily.InterNetwork ? $"10.{number}.0.0/16" : $"fd00:{number}::/32");

    /// <summary>Host unreachable (RFC 792, type 3 code 1) or address unreachable (RFC 4443, type 1 code 3).</summary>
    private static EchoBehaviour Unreachable(AddressFamily family) => family == AddressFamily.InterNetwork
        ? s_healthy with { Error = new IcmpError(3, 1), ErrorFrom = Router4 }
        : s_healthy with { Error = new IcmpError(1, 3), ErrorFrom = Router6 };
}
