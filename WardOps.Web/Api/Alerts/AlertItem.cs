using System.Text.Json.Serialization;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;

namespace WardOps.Web.Api.Alerts;

/// <summary>One alert, as lists give it; a single look-up has its members, its timeline and its timing beside.</summary>
/// <param name="Id">Identity; never changes.</param>
/// <param name="State">open or closed.</param>
/// <param name="Kind">down, branch, flapping, packet_loss, rtt, jitter, no_data or blind.</param>
/// <param name="Severity">info, low, medium, high or critical.</param>
/// <param name="Message">What is wrong, in one line.</param>
/// <param name="SubjectKind">device, branch or monitor (WardOps itself).</param>
/// <param name="SubjectId">Of the device or the branch; null for WardOps itself.</param>
/// <param name="DeviceId">The device; null unless it is about one.</param>
/// <param name="Name">Name of the device or the branch, as last known.</param>
/// <param name="Ip">Address of the device; empty for a branch.</param>
/// <param name="Branch">Name of the branch.</param>
/// <param name="Region">Region of the branch.</param>
/// <param name="DeviceType">Type of the device; empty for a branch.</param>
/// <param name="RuleId">The rule that opened it; null for one that needs none.</param>
/// <param name="RuleName">What that rule was called.</param>
/// <param name="Value">What was measured when it opened, in the unit of its kind; null where nothing is measured.</param>
/// <param name="Since">When the problem began: for an outage the first lost echo.</param>
/// <param name="VerdictAt">When it was decided that there is a problem.</param>
/// <param name="OpenedAt">When the alert opened.</param>
/// <param name="ShownAt">When a browser first had it on its screen; null while none had.</param>
/// <param name="ClosedAt">Null while it is open.</param>
/// <param name="EndedAt">When the problem itself was over; null where that is not known.</param>
/// <param name="End">recovered, merged, disabled, deleted, rule_changed or readdressed; null while it is open.</param>
/// <param name="IncidentId">The incident that contains it; null if none does.</param>
/// <param name="AcknowledgedBy">Who sees to it; null if nobody has said so.</param>
/// <param name="AcknowledgedAt">Since when.</param>
/// <param name="AssignedTo">To whom it was given; null for nobody.</param>
/// <param name="SnoozedUntil">Until then nobody is reminded of it; null if it is not snoozed.</param>
/// <param name="MemberCount">Devices of an incident; 0 for others.</param>
internal sealed record AlertItem(
    Guid Id,
    string State,
    string Kind,
    string Severity,
    string Message,
    string SubjectKind,
    Guid? SubjectId,
    Guid? DeviceId,
    string Name,
    string Ip,
    string Branch,
    string Region,
    string DeviceType,
    Guid? RuleId,
    string RuleName,
    double? Value,
    DateTimeOffset Since,
    DateTimeOffset VerdictAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ShownAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? EndedAt,
    string? End,
    Guid? IncidentId,
    string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt,
    string? AssignedTo,
    DateTimeOffset? SnoozedUntil,
    int MemberCount)
{
    /// <summary>How fast it was: only of a single look-up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertItemTiming? Timing { get; init; }

    /// <summary>The devices of an incident, the cause first: only of a single look-up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlertItemMember>? Members { get; init; }

    /// <summary>Its timeline, oldest first: only of a single look-up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlertItemEvent>? Events { get; init; }

    public static AlertItem Of(Alert a) => new(
        a.Id, a.IsOpen ? "open" : "closed", a.Kind.ToWire(), a.Severity.ToWire(), a.Message,
        a.Subject.Kind.ToWire(), a.Subject.Kind == AlertSubjectKind.Monitor ? null : a.Subject.Id, a.Subject.Kind == AlertSubjectKind.Device ? a.Subject.Id : null,
        a.Name, a.Ip, a.Branch, a.Region, a.DeviceType, a.RuleId, a.RuleName, a.Value is { } value && double.IsFinite(value) ? Math.Round(value, 2) : null,
        a.Since, a.VerdictAt, a.OpenedAt, a.ShownAt, a.ClosedAt, a.EndedAt, a.End?.ToWire(), a.IncidentId,
        a.AcknowledgedBy, a.AcknowledgedAt, a.AssignedTo, a.SnoozedUntil, a.Members.Length);

    /// <param name="alert">As it is now.</param>
    /// <param name="file">What is stored of it; null if that is nothing yet.</param>
    public static AlertItem Whole(Alert alert, AlertFile? file) => Of(alert) with
    {
        Timing = AlertItemTiming.Of(alert, file?.HandedOverAt),
        Members = [.. alert.Members.Select(m => new AlertItemMember(m.DeviceId, m.Name, m.Role.ToWire(), m.Since, m.BackAt))],
        Events = [.. (file?.Events ?? []).Select(e => new AlertItemEvent(e.Number, e.At, e.Kind.ToWire(), e.By, e.Text, e.Severity.ToWire()))],
    };
}
