using System.Collections.Immutable;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Alerts.Rules;

/// <summary>The rules of a fresh installation: the eight with which the legacy installation ended, the incident of a branch, and that nothing is known of a device. Why they are as they are: docs/decisions/0022.</summary>
public static class DefaultRules
{
    private static readonly TimeSpan s_shortly = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly DeviceScope s_routers = DeviceScope.Of(ScopeKind.Type, "Router");

    public static ImmutableArray<AlertRule> All { get; } =
    [
        Rule(1, "device-down", "Device down", AlertKind.Down, AlertSeverity.Critical) with { For = s_shortly },
        Rule(2, "isp-link-down", "ISP link down", AlertKind.Down, AlertSeverity.Critical) with { For = s_shortly, Scope = s_routers },
        Rule(3, "device-flapping", "Device flapping", AlertKind.Flapping, AlertSeverity.High),
        Rule(4, "isp-link-flapping", "ISP link flapping", AlertKind.Flapping, AlertSeverity.Critical) with { Scope = s_routers },
        Rule(5, "high-latency", "High latency", AlertKind.Rtt, AlertSeverity.Medium) with { Threshold = 200, RecoverAt = 180, For = s_minute },
        Rule(6, "isp-high-latency", "ISP high latency", AlertKind.Rtt, AlertSeverity.High) with { Threshold = 100, RecoverAt = 90, For = s_minute, Scope = s_routers },
        Rule(7, "packet-loss", "Packet loss", AlertKind.PacketLoss, AlertSeverity.Medium) with { Threshold = 10, RecoverAt = 5 },
        Rule(8, "isp-packet-loss", "ISP packet loss", AlertKind.PacketLoss, AlertSeverity.Critical) with { Threshold = 5, RecoverAt = 2, Scope = s_routers },
        Rule(9, "branch-offline", "Branch offline", AlertKind.Branch, AlertSeverity.Critical) with { Threshold = 50, For = s_shortly },
        Rule(10, "no-data", "No data", AlertKind.NoData, AlertSeverity.Medium) with { For = TimeSpan.FromMinutes(2) },
    ];

    /// <summary>The ids are the same in every installation, so that the rules before the store has opened are those after it.</summary>
    private static AlertRule Rule(byte number, string key, string name, AlertKind kind, AlertSeverity severity)
        => new() { Id = new Guid(0x5ca1ab1e, 0x0022, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, number), Name = name, Kind = kind, Severity = severity, DefaultKey = key };
}
