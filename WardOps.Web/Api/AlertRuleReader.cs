using System.Globalization;
using System.Text.Json;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Web.Api;

/// <summary>From what was sent to a rule, or to what cannot be understood, in words. Pure.</summary>
internal static class AlertRuleReader
{
    /// <summary>"PacketLoss" is "packet_loss".</summary>
    public static string Wire<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The rule that was sent; what is wrong beyond its form is the store's to say.</summary>
    /// <param name="item">What was sent.</param>
    /// <param name="faults">What cannot be understood; empty if all can.</param>
    public static AlertRule Read(AlertRuleItem item, out List<string> faults)
    {
        faults = [];
        return new AlertRule
        {
            Id = item.Id ?? Guid.Empty,
            Name = item.Name ?? "",
            Kind = Parse<AlertKind>(item.Kind, "kind", faults),
            Severity = Parse<AlertSeverity>(item.Severity, "severity", faults),
            Enabled = item.Enabled ?? true,
            For = Span(item.ForSeconds ?? 0, faults),
            Threshold = item.Threshold,
            RecoverAt = item.RecoverAt,
            AgainstOwn = item.AgainstOwn ?? false,
            Scope = item.Scope is { } scope ? new DeviceScope(Parse<ScopeKind>(scope.Kind, "scope.kind", faults), [.. (scope.Values ?? []).Select(v => v ?? "")]) : DeviceScope.All,
            Schedule = item.Schedule is { } schedule ? Schedule(schedule, faults) : WeeklySchedule.Always,
            Version = item.Version ?? 1,
        };
    }

    private static WeeklySchedule Schedule(AlertRuleItem.ScheduleItem schedule, List<string> faults)
        => new(schedule.Zone ?? "UTC", [.. (schedule.Hours ?? []).Select(h => new WeekHours(Days(h?.Days, faults), Time(h?.From, "from", faults), Time(h?.To, "to", faults)))]);

    private static WeekDays Days(IReadOnlyList<string?>? words, List<string> faults)
    {
        try
        {
            return WeekDayNames.Read((words ?? []).Select(w => w ?? ""));
        }
        catch (JsonException ex)
        {
            faults.Add(ex.Message);
            return WeekDays.All;
        }
    }

    private static TimeOnly Time(string? text, string what, List<string> faults)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        faults.Add($"hours.{what} must be a time of the day such as 09:30.");
        return default;
    }

    private static TimeSpan Span(double seconds, List<string> faults)
    {
        if (seconds is >= 0 and <= 604_800)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        faults.Add("for_seconds must be 0 to 604800, which is 7 days.");
        return TimeSpan.Zero;
    }

    private static T Parse<T>(string? word, string what, List<string> faults)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Wire(value), word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        faults.Add($"{what} must be one of {string.Join(", ", Enum.GetValues<T>().Where(v => v is not AlertKind.Blind).Select(Wire))}.");
        return default;
    }
}
