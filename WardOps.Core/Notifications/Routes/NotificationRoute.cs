using System.Collections.Immutable;
using System.Text.Json.Serialization;
using WardOps.Core.Alerts;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Notifications.Routes;

/// <summary>Which alerts are told over which channel, and how. Immutable.</summary>
public sealed record NotificationRoute
{
    public Guid Id { get; init; }

    /// <summary>1 to 100 characters, unique.</summary>
    public required string Name { get; init; }

    /// <summary>Routes are asked in this order, the least first; equal ones by name.</summary>
    public int Order { get; init; }

    public bool Enabled { get; init; } = true;

    public required Guid ChannelId { get; init; }

    /// <summary>Milder ones are not told.</summary>
    public AlertSeverity MinSeverity { get; init; } = AlertSeverity.Medium;

    /// <summary>Of these kinds; empty for all.</summary>
    public ImmutableArray<AlertKind> Kinds { get; init; } = [];

    /// <summary>Of these devices. An incident is told if any of its devices is one of them; that WardOps is blind concerns everybody.</summary>
    public DeviceScope Scope { get; init; } = DeviceScope.All;

    /// <summary>Opened by these rules; empty for all.</summary>
    public ImmutableArray<Guid> RuleIds { get; init; } = [];

    /// <summary>When it tells. What is still open when its hours begin is told then. Its zone is also that of the times in its messages.</summary>
    public WeeklySchedule Schedule { get; init; } = WeeklySchedule.Always;

    public RouteGrouping Grouping { get; init; } = RouteGrouping.Branch;

    /// <summary>So long a message waits for others to join it; 0 to 10 minutes.</summary>
    public TimeSpan GroupWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>At least so long between two messages of one group; 0 to 24 hours. Without meaning where each alert comes by itself.</summary>
    public TimeSpan GroupInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages in <see cref="RateWindow"/> at the most, 1 to 1000: the last of them sums up all that is left.</summary>
    public int RateLimit { get; init; } = 20;

    /// <summary>Whether the end of a problem is told to those who were told of it.</summary>
    public bool TellResolved { get; init; } = true;

    /// <summary>Whether a problem that was over before anything was sent is told all the same, in one message that says both.</summary>
    public bool TellBrief { get; init; } = true;

    /// <summary>Whether it is told that somebody sees to it.</summary>
    public bool TellAcknowledged { get; init; }

    /// <summary>How often people are reminded of what is open and not acknowledged; at least 5 minutes, null for never.</summary>
    public TimeSpan? RemindEvery { get; init; }

    /// <summary>After how long without an acknowledgement others are told; at least 1 minute, null for never.</summary>
    public TimeSpan? EscalateAfter { get; init; }

    /// <summary>Over which channel these others are told.</summary>
    public Guid? EscalateTo { get; init; }

    /// <summary>Whether routes behind it do not get what this one tells.</summary>
    public bool IsLast { get; init; }

    public long Version { get; init; }

    /// <summary>What <see cref="RateLimit"/> is for.</summary>
    [JsonIgnore]
    public static TimeSpan RateWindow { get; } = TimeSpan.FromMinutes(10);
}
