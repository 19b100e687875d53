using System.Globalization;
using WardOps.Core.Alerts;
using WardOps.Web.Components.Format;

namespace WardOps.Web.Components.Alerts;

/// <summary>What alerts are called on pages. Pure.</summary>
public static class AlertLooks
{
    private static readonly (AlertKind Kind, string Title)[] s_kinds =
    [
        (AlertKind.Down, "Down"), (AlertKind.Branch, "Branch away"), (AlertKind.Flapping, "Flapping"), (AlertKind.PacketLoss, "Packet loss"),
        (AlertKind.Rtt, "Round-trip time"), (AlertKind.Jitter, "Jitter"), (AlertKind.NoData, "No data"), (AlertKind.Blind, "WardOps is blind"),
    ];

    public static IReadOnlyList<string> Kinds { get; } = [.. s_kinds.Select(k => k.Title)];

    /// <summary>The worst first.</summary>
    public static IReadOnlyList<string> Severities { get; } = [.. Enum.GetValues<AlertSeverity>().Reverse().Select(s => s.ToString())];

    public static IReadOnlyList<string> Attentions { get; } = ["Unacknowledged", "Acknowledged", "Snoozed"];

    public static string Title(AlertKind kind) => Array.Find(s_kinds, k => k.Kind == kind).Title ?? kind.ToString();

    public static AlertKind? KindOf(string? title) => s_kinds.Where(k => k.Title == title).Select(k => (AlertKind?)k.Kind).FirstOrDefault();

    /// <summary>What was measured, with its unit; null where nothing is.</summary>
    public static string? Value(Alert alert) => alert.Value is not { } value || !double.IsFinite(value) ? null : alert.Kind switch
    {
        AlertKind.PacketLoss or AlertKind.Branch => Words.Loss(value),
        AlertKind.Rtt or AlertKind.Jitter => Words.Ms(value),
        AlertKind.Flapping => value.ToString("0 changes", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };

    public static string Said(AlertEnd end) => end switch
    {
        AlertEnd.Recovered => "it is over",
        AlertEnd.Merged => "another alert contains it",
        AlertEnd.Disabled => "the device is not watched any more",
        AlertEnd.Deleted => "it does not exist any more",
        AlertEnd.RuleChanged => "no rule asks for it any more",
        _ => "the device has another address",
    };

    public static string Said(MemberRole role) => role switch
    {
        MemberRole.Cause => "Cause",
        MemberRole.Away => "Away with it",
        _ => "Was down before",
    };

    public static string Said(AlertEventKind kind) => kind switch
    {
        AlertEventKind.Worse => "Became worse",
        AlertEventKind.Milder => "Became milder",
        AlertEventKind.Joined => "A device joined",
        AlertEventKind.Unacknowledged => "Not acknowledged any more",
        AlertEventKind.Commented => "Comment",
        _ => kind.ToString(),
    };

    /// <summary>How long it lasted; null while it lasts.</summary>
    public static TimeSpan? Length(Alert alert) => (alert.EndedAt ?? alert.ClosedAt) - alert.Since;
}
