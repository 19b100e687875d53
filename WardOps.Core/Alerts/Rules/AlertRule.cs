using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Alerts.Rules;

/// <summary>When people are told of what. Typed: there is no text to be parsed and none that can be wrong. Immutable.</summary>
public sealed record AlertRule
{
    public required Guid Id { get; init; }

    /// <summary>1 to 100 characters, unique.</summary>
    public required string Name { get; init; }

    public required AlertKind Kind { get; init; }

    public required AlertSeverity Severity { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>So long it has to hold before the alert opens, from the beginning of the problem (for an outage from the first lost echo); 0 for at once.</summary>
    public TimeSpan For { get; init; }

    /// <summary>
    /// From where on there is a problem, in the unit of the kind: percent of loss, milliseconds of RTT or jitter, or for a branch the percent of its
    /// devices that fell silent together. For RTT with <see cref="AgainstOwn"/> a multiple of the device's own 7-day 95th percentile. Null where the kind has none.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>At or below which it is over; null for the threshold itself. Never above it.</summary>
    public double? RecoverAt { get; init; }

    /// <summary>RTT: whether the threshold is a multiple of the device's own 7-day 95th percentile, not milliseconds.</summary>
    public bool AgainstOwn { get; init; }

    public DeviceScope Scope { get; init; } = DeviceScope.All;

    /// <summary>When it judges. Outside of it nothing opens; what is open closes as always.</summary>
    public WeeklySchedule Schedule { get; init; } = WeeklySchedule.Always;

    /// <summary>The default that this rule is, so that a new version knows it again; null for a rule that people made.</summary>
    public string? DefaultKey { get; init; }

    public long Version { get; init; } = 1;
}
