namespace WardOps.Core.Alerts.Storage;

/// <summary>A row of <c>alerts</c>. Written by hand-written SQL, in the transaction of the states; pages and the API read it through EF.</summary>
public sealed class AlertRow
{
    public Guid Id { get; set; }

    public AlertSubjectKind SubjectKind { get; set; }

    /// <summary>No foreign key: the history of a device outlives it.</summary>
    public Guid SubjectId { get; set; }

    public AlertKind Kind { get; set; }

    public AlertSeverity Severity { get; set; }

    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in upper case, invariant, for searching.</summary>
    public required string NameKey { get; set; }

    public required string Ip { get; set; }

    public required string Branch { get; set; }

    public required string Region { get; set; }

    public required string DeviceType { get; set; }

    /// <summary>No foreign key: a rule that goes takes no history with it.</summary>
    public Guid? RuleId { get; set; }

    public required string RuleName { get; set; }

    public required string Message { get; set; }

    public double? Value { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset VerdictAt { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public AlertEnd? End { get; set; }

    public Guid? IncidentId { get; set; }

    /// <summary>JSON array of <see cref="AlertMember"/>; null for what is not an incident.</summary>
    public string? Members { get; set; }

    public string? AcknowledgedBy { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public string? AssignedTo { get; set; }

    public DateTimeOffset? SnoozedUntil { get; set; }

    public DateTimeOffset? ShownAt { get; set; }

    /// <summary>When the first message about it was handed over; written by the notifier alone.</summary>
    public DateTimeOffset? HandedOverAt { get; set; }

    public int Events { get; set; }

    public long Version { get; set; }
}
