using System.Globalization;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;

namespace WardOps.Core.Notifications.Messages;

/// <summary>Puts alerts into a message. Pure.</summary>
internal static class MessageComposer
{
    private const int MostDevices = 20;
    private const int LongestLine = 300;

    /// <param name="alert">As it is now.</param>
    /// <param name="what">What is said of it.</param>
    /// <param name="severity">At the event that is told.</param>
    /// <param name="eventText">What the event says; null if it says nothing.</param>
    /// <param name="by">Who did it; null for WardOps.</param>
    public static MessageAlert Alert(AlertRow alert, Telling what, AlertSeverity severity, string? eventText, string? by)
    {
        var members = MemberList.Read(alert.Members);
        var isOver = what is Telling.Closed or Telling.Brief;
        return new MessageAlert
        {
            Id = alert.Id,
            What = what,
            Kind = alert.Kind,
            Severity = severity,
            SubjectKind = alert.SubjectKind,
            SubjectId = alert.SubjectId,
            Name = PlainWords.OneLine(alert.Name, 200),
            Ip = alert.Ip,
            Branch = PlainWords.OneLine(alert.Branch, 200),
            Region = PlainWords.OneLine(alert.Region, 100),
            DeviceType = PlainWords.OneLine(alert.DeviceType, 100),
            RuleName = PlainWords.OneLine(alert.RuleName, 100),
            Text = PlainWords.OneLine(Text(alert, what, eventText), LongestLine),
            Since = alert.Since,
            OpenedAt = alert.OpenedAt,
            ClosedAt = isOver ? alert.ClosedAt : null,
            EndedAt = isOver ? alert.EndedAt : null,
            By = by ?? alert.AcknowledgedBy,
            Devices = [.. members.Take(MostDevices).Select(m => PlainWords.OneLine(m.Name, 100))],
            MoreDevices = Math.Max(0, members.Length - MostDevices),
        };
    }

    /// <param name="alerts">All of it; more than fit are counted.</param>
    /// <param name="route">By which route.</param>
    /// <param name="zone">Of the times in its text.</param>
    /// <param name="at">Now.</param>
    /// <param name="rest">What is summed up in it beside; empty for a usual message.</param>
    public static Message Compose(IEnumerable<MessageAlert> alerts, string route, string zone, DateTimeOffset at, IReadOnlyCollection<MessageAlert>? rest = null)
    {
        var all = alerts.OrderBy(a => a.IsOver).ThenByDescending(a => a.Severity).ThenBy(a => a.Since).ThenBy(a => a.Id).ToList();
        List<MessageAlert> more = [.. all.Skip(Message.MostAlerts), .. rest ?? []];
        all = [.. all.Take(Message.MostAlerts)];
        var told = all.Concat(more).ToList();
        var open = told.Where(a => !a.IsOver).ToList();
        var moreWords = more.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{(all.Count == 0 ? "" : "and ")}{more.Count} more: {Counts(more)}");
        return new Message
        {
            Headline = PlainWords.OneLine(Headline(all, more, open), 200),
            Severity = (open.Count > 0 ? open : told).Select(a => a.Severity).DefaultIfEmpty(AlertSeverity.Info).Max(),
            Route = route,
            Zone = zone,
            At = at,
            Alerts = [.. all],
            More = more.Count,
            MoreWords = moreWords,
        };
    }

    /// <summary>Of somebody who has pressed the test button.</summary>
    public static Message Test(string channel, DateTimeOffset at) => new()
    {
        Headline = PlainWords.OneLine($"[Test] WardOps can send messages over {channel}", 200),
        Severity = AlertSeverity.Info,
        At = at,
        IsTest = true,
    };

    /// <summary>"3 critical, 1 over".</summary>
    public static string Counts(IReadOnlyCollection<MessageAlert> alerts) => string.Join(", ", alerts
        .GroupBy(a => (a.IsOver, Severity: a.IsOver ? AlertSeverity.Info : a.Severity))
        .OrderBy(g => g.Key.IsOver).ThenByDescending(g => g.Key.Severity)
        .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {(g.Key.IsOver ? "over" : PlainWords.Severity(g.Key.Severity))}")));

    private static string Headline(List<MessageAlert> all, List<MessageAlert> more, List<MessageAlert> open)
    {
        if (all is [var only] && more.Count == 0)
        {
            return $"[{PlainWords.Label(only)}] {only.Text}";
        }

        var told = all.Concat(more).ToList();
        var branches = told.Select(a => a.Branch.Length > 0 ? a.Branch : a.Name).Distinct().ToList();
        var where = branches is [var one] ? $" in {one}" : string.Create(CultureInfo.InvariantCulture, $" in {branches.Count} branches");
        var label = open.Count > 0 ? PlainWords.Capital(PlainWords.Severity(open.Max(a => a.Severity))) : "Over";
        return string.Create(CultureInfo.InvariantCulture, $"[{label}] {told.Count} alerts{where}: {Counts(told)}");
    }

    private static string Text(AlertRow alert, Telling what, string? eventText)
    {
        var text = what switch
        {
            Telling.Closed or Telling.Brief => eventText is { Length: > 0 } said ? said : $"over: {alert.Message}",
            _ => alert.Message,
        };
        return text.Contains(alert.Name, StringComparison.OrdinalIgnoreCase) ? text : $"{alert.Name}: {text}";
    }
}
