using WardOps.Core.Alerts.Rules;
using WardOps.Core.Calendar;

namespace WardOps.Web.Api;

/// <summary>A rule, as it is read and written.</summary>
/// <param name="Id">Who it is; ignored in what is written.</param>
/// <param name="Name">1 to 100 characters, unique.</param>
/// <param name="Kind">down, branch, flapping, packet_loss, rtt, jitter or no_data.</param>
/// <param name="Severity">info, low, medium, high or critical.</param>
/// <param name="Enabled">Whether it judges; true if not said.</param>
/// <param name="ForSeconds">So long it has to hold, 0 to 604800; 0 if not said.</param>
/// <param name="Threshold">From where on there is a problem, in percent or milliseconds; null where the kind has none.</param>
/// <param name="RecoverAt">At or below which it is over; null for the threshold itself.</param>
/// <param name="AgainstOwn">rtt: whether the threshold is a multiple of the device's own 7-day 95th percentile.</param>
/// <param name="Scope">For whom; all devices if not said.</param>
/// <param name="Schedule">When; always if not said.</param>
/// <param name="Version">Grows with every change; a change says which one it was made of.</param>
/// <param name="Sentence">What it says, for people; ignored in what is written.</param>
internal sealed record AlertRuleItem(
    Guid? Id,
    string? Name,
    string? Kind,
    string? Severity,
    bool? Enabled,
    double? ForSeconds,
    double? Threshold,
    double? RecoverAt,
    bool? AgainstOwn,
    AlertRuleItem.ScopeItem? Scope,
    AlertRuleItem.ScheduleItem? Schedule,
    long? Version,
    string? Sentence)
{
    public static AlertRuleItem Of(AlertRule rule) => new(
        rule.Id,
        rule.Name,
        AlertRuleReader.Wire(rule.Kind),
        AlertRuleReader.Wire(rule.Severity),
        rule.Enabled,
        rule.For.TotalSeconds,
        rule.Threshold,
        rule.RecoverAt,
        rule.AgainstOwn,
        new ScopeItem(AlertRuleReader.Wire(rule.Scope.Kind), [.. rule.Scope.Values]),
        new ScheduleItem(rule.Schedule.Zone, [.. rule.Schedule.IsAlways ? [] : rule.Schedule.Hours.Select(HoursItem.Of)]),
        rule.Version,
        RuleWords.Sentence(rule));

    /// <param name="Kind">all, type, region, branch, device or tag.</param>
    /// <param name="Values">Names, or ids of branches and devices.</param>
    internal sealed record ScopeItem(string? Kind, IReadOnlyList<string?>? Values);

    /// <param name="Zone">IANA name of the time zone.</param>
    /// <param name="Hours">Empty for always.</param>
    internal sealed record ScheduleItem(string? Zone, IReadOnlyList<HoursItem?>? Hours);

    /// <param name="Days">monday to sunday.</param>
    /// <param name="From">First minute: "09:00".</param>
    /// <param name="To">First minute after it; not later than from for one that ends on the next day.</param>
    internal sealed record HoursItem(IReadOnlyList<string?>? Days, string? From, string? To)
    {
        public static HoursItem Of(WeekHours hours) => new([.. WeekDayNames.Of(hours.Days)], Time(hours.From), Time(hours.To));

        private static string Time(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }
}
