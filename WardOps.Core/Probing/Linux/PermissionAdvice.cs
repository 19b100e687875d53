using System.Globalization;
using System.Reflection;

namespace WardOps.Core.Probing.Linux;

/// <summary>What to tell somebody whose system lets WardOps open no ICMP socket.</summary>
internal static class PermissionAdvice
{
    public static string Problem(SocketFamily family, int errno) => string.Create(
        CultureInfo.InvariantCulture,
        $"This system permits neither a raw nor a datagram {(family == SocketFamily.V4 ? "ICMP" : "ICMPv6")} socket (errno {errno}), so WardOps cannot ping{(family == SocketFamily.V4 ? "" : " over IPv6")}.");

    /// <summary>Any one of them is enough.</summary>
    public static IReadOnlyList<string> Fixes() =>
    [
        "sudo sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"   # for good: put the line into /etc/sysctl.d/90-wardops.conf",
        $"sudo setcap cap_net_raw+ep '{AppHost()}'   # for this program file only, not for 'dotnet WardOps.Web.dll'; again after every publish, then restart WardOps",
        "docker compose, in the service:   sysctls: { net.ipv4.ping_group_range: \"0 2147483647\" }",
        "systemd, in the unit:   AmbientCapabilities=CAP_NET_RAW",
    ];

    /// <summary>The program file that could be given a capability: never the dotnet command, which would give it to every .NET program.</summary>
    private static string AppHost()
    {
        var running = Environment.ProcessPath;
        if (running is not null && Path.GetFileNameWithoutExtension(running) != "dotnet")
        {
            return running;
        }

        return Path.Combine(AppContext.BaseDirectory, Assembly.GetEntryAssembly()?.GetName().Name ?? "WardOps.Web");
    }
}
