using System.Text.Json;
using System.Text.Json.Serialization;

namespace WardOps.Core.Alerts.Storage;

/// <summary>The columns of <c>alerts</c> and what stands in them, once for both databases.</summary>
internal static class AlertColumns
{
    public static readonly string[] All =
    [
        "id", "subject_kind", "subject_id", "kind", "severity", "name", "name_key", "ip", "branch", "region", "device_type", "rule_id", "rule_name", "message", "value",
        "since", "verdict_at", "opened_at", "closed_at", "ended_at", "\"end\"", "incident_id", "members", "acknowledged_by", "acknowledged_at", "assigned_to",
        "snoozed_until", "shown_at", "events", "version",
    ];

    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <summary>"a = excluded.a, ..." of what may change while it exists.</summary>
    public static string Updates => string.Join(", ", All.Skip(1).Select(c => $"{c} = excluded.{c}"));

    /// <summary>What stands in them, times as they are.</summary>
    public static object?[] Of(Alert a) =>
    [
        a.Id, a.Subject.Kind.ToString(), a.Subject.Id, a.Kind.ToString(), (short)a.Severity, a.Name, a.Name.ToUpperInvariant(), a.Ip, a.Branch, a.Region, a.DeviceType, a.RuleId, a.RuleName, a.Message, a.Value,
        a.Since, a.VerdictAt, a.OpenedAt, a.ClosedAt, a.EndedAt, a.End?.ToString(), a.IncidentId, a.Members.IsEmpty ? null : JsonSerializer.Serialize(a.Members, s_json), a.AcknowledgedBy, a.AcknowledgedAt, a.AssignedTo,
        a.SnoozedUntil, a.ShownAt, a.Events, a.Version,
    ];

    /// <exception cref="JsonException">It is no list of devices.</exception>
    public static IReadOnlyList<AlertMember> Members(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<AlertMember>>(json, s_json) ?? [];
}
