using System.Globalization;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Alerts.Rules;

/// <summary>What a rule says, in words. Pure.</summary>
public static class RuleWords
{
    /// <summary>The kind in a word or two.</summary>
    public static string Of(AlertKind kind) => kind switch
    {
        AlertKind.Down => "Down",
        AlertKind.Branch => "Branch offline",
        AlertKind.Flapping => "Flapping",
        AlertKind.PacketLoss => "Packet loss",
        AlertKind.Rtt => "Round-trip time",
        AlertKind.Jitter => "Jitter",
        AlertKind.NoData => "No data",
        _ => kind.ToString(),
    };

    /// <summary>The whole rule in one sentence, without whom it is for.</summary>
    public static string Sentence(AlertRule rule)
    {
        var hold = rule.For > TimeSpan.Zero ? $" for {AlertTexts.Length(rule.For)}" : "";
        return rule.Kind switch
        {
            AlertKind.Down => hold.Length > 0 ? $"Is down{hold}, counted from the first lost echo." : "Is down.",
            AlertKind.Flapping => hold.Length > 0 ? $"Goes up and down{hold}." : "Goes up and down.",
            AlertKind.NoData => hold.Length > 0 ? $"Nothing believable is known of it{hold}." : "Nothing believable is known of it.",
            AlertKind.Branch => $"Its router is down, or {Number(rule.Threshold)} % of its devices or more fell silent together{(hold.Length > 0 ? $", and{hold} it stays so" : "")}.",
            AlertKind.PacketLoss => $"Loses {Number(rule.Threshold)} % of its echoes or more over its last 30 rounds{hold}{Recover(rule, " %")}.",
            AlertKind.Rtt when rule.AgainstOwn => $"Takes {Number(rule.Threshold)} times its own 7-day 95th percentile or more to answer{hold}{Recover(rule, " times")}.",
            AlertKind.Rtt => $"Takes {Number(rule.Threshold)} ms or more to answer{hold}{Recover(rule, " ms")}.",
            AlertKind.Jitter => $"Answers unevenly: jitter of {Number(rule.Threshold)} ms or more{hold}{Recover(rule, " ms")}.",
            _ => "",
        };
    }

    /// <summary>Its hours: "Mon-Fri 09:00-18:00 (Asia/Tbilisi)", "Always".</summary>
    public static string Hours(WeeklySchedule schedule)
        => schedule.IsAlways ? "Always" : $"{string.Join(", ", schedule.Hours.Select(Hours))} ({schedule.Zone})";

    /// <summary>The devices it is for, where no names stand for ids: "Type Router, ATM".</summary>
    public static string Scope(DeviceScope scope, Func<Guid, string?> nameOf)
    {
        const int Shown = 3;
        if (scope.Kind == ScopeKind.All)
        {
            return "All devices";
        }

        var names = scope.Values.Take(Shown).Select(v => Guid.TryParse(v, out var id) && scope.Kind is ScopeKind.Branch or ScopeKind.Device ? nameOf(id) ?? "(gone)" : v);
        var more = scope.Values.Length > Shown ? $" and {scope.Values.Length - Shown} more" : "";
        return $"{scope.Kind} {string.Join(", ", names)}{more}";
    }

    private static string Hours(WeekHours hours)
    {
        var time = hours.From == hours.To && hours.From == default ? "all day" : string.Create(CultureInfo.InvariantCulture, $"{hours.From:HH:mm}-{hours.To:HH:mm}");
        return $"{Days(hours.Days)} {time}";
    }

    private static string Days(WeekDays days) => days switch
    {
        WeekDays.All => "every day",
        WeekDays.Workdays => "Mon-Fri",
        WeekDays.Saturday | WeekDays.Sunday => "Sat-Sun",
        _ => string.Join(' ', WeekDayNames.Each.Where(d => (days & d) != 0).Select(d => d.ToString()[..3])),
    };

    private static string Recover(AlertRule rule, string unit)
        => rule.RecoverAt is { } recover && recover < rule.Threshold ? $", until it is {Number(recover)}{unit} or less" : "";

    private static string Number(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "?";
}
