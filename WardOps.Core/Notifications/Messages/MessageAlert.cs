using System.Collections.Immutable;
using WardOps.Core.Alerts;

namespace WardOps.Core.Notifications.Messages;

/// <summary>One alert in a message, as it was when the message was written.</summary>
public sealed record MessageAlert
{
    public required Guid Id { get; init; }

    public required Telling What { get; init; }

    public required AlertKind Kind { get; init; }

    public required AlertSeverity Severity { get; init; }

    public AlertSubjectKind SubjectKind { get; init; }

    public Guid SubjectId { get; init; }

    /// <summary>Of the device or the branch.</summary>
    public required string Name { get; init; }

    public string Ip { get; init; } = "";

    public string Branch { get; init; } = "";

    public string Region { get; init; } = "";

    public string DeviceType { get; init; } = "";

    public string RuleName { get; init; } = "";

    /// <summary>What is wrong, or that it is over: one line.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the problem itself ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who acknowledged it.</summary>
    public string? By { get; init; }

    /// <summary>The first devices of an incident, the cause first.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>How many there are beside these.</summary>
    public int MoreDevices { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => ClosedAt is not null;
}
