using System.Collections.Immutable;

namespace WardOps.Core.Alerts;

/// <summary>One problem. Immutable: each change makes another one with a greater <see cref="Version"/>.</summary>
public sealed record Alert
{
    /// <summary>Version 7: ascending in time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whom it is about.</summary>
    public required AlertSubject Subject { get; init; }

    public required AlertKind Kind { get; init; }

    public required AlertSeverity Severity { get; init; }

    /// <summary>What it is called for people: the device or the branch, as last known.</summary>
    public required string Name { get; init; }

    /// <summary>Address of the device; empty for a branch.</summary>
    public string Ip { get; init; } = "";

    public string Branch { get; init; } = "";

    public string Region { get; init; } = "";

    public string DeviceType { get; init; } = "";

    /// <summary>The rule that opened it; null for one that needs none (WardOps is blind).</summary>
    public Guid? RuleId { get; init; }

    /// <summary>What that rule was called.</summary>
    public string RuleName { get; init; } = "";

    /// <summary>What is wrong, in one line for people.</summary>
    public required string Message { get; init; }

    /// <summary>What was measured when it opened, in the unit of its kind (percent, ms, changes); null where nothing is measured.</summary>
    public double? Value { get; init; }

    /// <summary>When the problem began: for an outage the first lost echo, also after a restart.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Clock of the tick by which it was decided that there is a problem (the verdict). Equals <see cref="OpenedAt"/> unless a rule waited or something held it back.</summary>
    public required DateTimeOffset VerdictAt { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the problem itself ended (first answer); null while it is open, and where that is not known.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was closed; null while it is open.</summary>
    public AlertEnd? End { get; init; }

    /// <summary>The incident that contains it; null if none does.</summary>
    public Guid? IncidentId { get; init; }

    /// <summary>The devices of an incident, the cause first; empty for other alerts.</summary>
    public ImmutableArray<AlertMember> Members { get; init; } = [];

    /// <summary>Who has said that he sees to it; null if nobody has, or if it became worse since.</summary>
    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AssignedTo { get; init; }

    /// <summary>Until then nobody is reminded of it; null if it is not snoozed. That it closes is told all the same.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>When a browser first had it on its screen; null while none had.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>Lines in its timeline.</summary>
    public int Events { get; init; }

    /// <summary>Grows with every change; an older one never overwrites a newer one.</summary>
    public long Version { get; init; } = 1;

    public bool IsOpen => ClosedAt is null;

    /// <summary>Whether it concerns this device: is about it, or is an incident that names it.</summary>
    public bool IsAbout(Guid device) => Subject == AlertSubject.Device(device) || Members.Any(m => m.DeviceId == device);
}
