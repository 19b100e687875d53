using System.Collections.Immutable;
using WardOps.Core.Alerts;

namespace WardOps.Core.Notifications.Messages;

/// <summary>What is told at once, before it is put into the words of a channel. Kept as JSON with the delivery.</summary>
public sealed record Message
{
    /// <summary>As many alerts are told one by one in one message; the rest are counted.</summary>
    public const int MostAlerts = 50;

    /// <summary>All of it in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>The worst of what it says is open; of what it says is over if nothing is.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>By which route it goes; empty for a test.</summary>
    public string Route { get; init; } = "";

    /// <summary>IANA zone of the times in its text.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The worst first; at most <see cref="MostAlerts"/>.</summary>
    public ImmutableArray<MessageAlert> Alerts { get; init; } = [];

    /// <summary>How many alerts there are beside these.</summary>
    public int More { get; init; }

    /// <summary>What these are: "37 more: 30 critical, 7 over"; null if there are none.</summary>
    public string? MoreWords { get; init; }

    /// <summary>Somebody has pressed the test button.</summary>
    public bool IsTest { get; init; }
}
