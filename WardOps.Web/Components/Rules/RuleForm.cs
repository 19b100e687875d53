using System.Globalization;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Web.Components.Rules;

/// <summary>A rule while a person writes it: numbers are text until they can be read.</summary>
public sealed class RuleForm
{
    private readonly AlertRule? _was;

    public RuleForm(AlertRule? rule)
    {
        _was = rule;
        if (rule is null)
        {
            return;
        }

        (Name, Kind, Severity, Enabled, AgainstOwn) = (rule.Name, rule.Kind, rule.Severity, rule.Enabled, rule.AgainstOwn);
        Unit = RuleUnit.Of(rule.For);
        (For, Threshold, RecoverAt) = (Text(rule.For / Unit.Length), Text(rule.Threshold), Text(rule.RecoverAt));
        (ScopeKind, Values) = (rule.Scope.Kind, [.. rule.Scope.Values]);
        (Zone, Hours) = (rule.Schedule.IsAlways ? Zone : rule.Schedule.Zone, [.. rule.Schedule.IsAlways ? [] : rule.Schedule.Hours.Select(h => new RuleHours(h))]);
    }

    public string Name { get; set; } = "";

    public AlertKind Kind { get; set; } = AlertKind.Down;

    public AlertSeverity Severity { get; set; } = AlertSeverity.High;

    public bool Enabled { get; set; } = true;

    public string For { get; set; } = "10";

    public RuleUnit Unit { get; set; } = RuleUnit.All[0];

    public string Threshold { get; set; } = "";

    public string RecoverAt { get; set; } = "";

    public bool AgainstOwn { get; set; }

    public ScopeKind ScopeKind { get; set; } = ScopeKind.All;

    public List<string> Values { get; set; } = [];

    public string Zone { get; set; } = "Asia/Tbilisi";

    public List<RuleHours> Hours { get; } = [];

    public RuleLimits? Limits => RuleLimits.Of(Kind, Kind == AlertKind.Rtt && AgainstOwn);

    public DeviceScope Scope => ScopeKind == ScopeKind.All ? DeviceScope.All : new DeviceScope(ScopeKind, [.. Values]);

    /// <summary>Another kind has another threshold, if any, and another usual duration.</summary>
    public void Choose(AlertKind kind)
    {
        (Kind, AgainstOwn, RecoverAt) = (kind, false, "");
        Threshold = kind switch { AlertKind.PacketLoss => "10", AlertKind.Rtt => "200", AlertKind.Jitter => "50", AlertKind.Branch => "50", _ => "" };
        (For, Unit) = kind switch
        {
            AlertKind.Down or AlertKind.Branch => ("10", RuleUnit.All[0]),
            AlertKind.Rtt or AlertKind.Jitter => ("1", RuleUnit.All[1]),
            AlertKind.NoData => ("2", RuleUnit.All[1]),
            _ => ("0", RuleUnit.All[0]),
        };
    }

    public void Choose(ScopeKind kind) => (ScopeKind, Values) = (kind, []);

    /// <summary>What is written, as a rule; a number that cannot be read is none, and <see cref="Faults"/> says so.</summary>
    public AlertRule ToRule() => (_was ?? new AlertRule { Id = Guid.Empty, Name = "", Kind = Kind, Severity = Severity }) with
    {
        Name = Name.Trim(),
        Kind = Kind,
        Severity = Severity,
        Enabled = Enabled,
        For = Number(For) is { } length && length * Unit.Length.TotalSeconds <= AlertRuleRules.LongestFor.TotalSeconds ? length * Unit.Length : TimeSpan.MinValue,
        Threshold = Limits is null ? null : Number(Threshold),
        RecoverAt = Limits is null || Kind == AlertKind.Branch || string.IsNullOrWhiteSpace(RecoverAt) ? null : Number(RecoverAt) ?? double.NaN,
        AgainstOwn = Kind == AlertKind.Rtt && AgainstOwn,
        Scope = Scope,
        Schedule = Hours.Count == 0 ? WeeklySchedule.Always : new WeeklySchedule(Zone.Trim(), [.. Hours.Select(h => h.ToHours())]),
    };

    /// <summary>What is wrong with each part, in words.</summary>
    public IReadOnlyDictionary<string, string> Faults(IEnumerable<AlertRule> others)
    {
        var rule = ToRule();
        return new (string Part, IEnumerable<string> Faults)[]
        {
            (nameof(Name), AlertRuleRules.NameFaults(rule, others)),
            (nameof(Kind), AlertRuleRules.KindFaults(rule)),
            (nameof(Threshold), AlertRuleRules.ThresholdFaults(rule)),
            (nameof(For), AlertRuleRules.ForFaults(rule)),
            (nameof(Scope), AlertRuleRules.ScopeFaults(rule.Scope)),
            (nameof(Hours), rule.Schedule.Faults().Concat(Hours.Any(h => !h.IsRead) ? ["Write times of the day such as 09:30."] : [])),
        }.Select(p => (p.Part, Text: string.Join(' ', p.Faults))).Where(p => p.Text.Length > 0).ToDictionary(p => p.Part, p => p.Text);
    }

    private static double? Number(string text)
        => double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string Text(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
}
