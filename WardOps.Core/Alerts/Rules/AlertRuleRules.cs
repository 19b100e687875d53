using System.Globalization;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Alerts.Rules;

/// <summary>Whether something may become a rule. Pure.</summary>
public static class AlertRuleRules
{
    public const int LongestName = 100;
    public const int MostScopeValues = 1000;

    /// <summary>Of all: they are compared with every device.</summary>
    public const int MostRules = 500;

    public static readonly TimeSpan LongestFor = TimeSpan.FromDays(7);

    /// <summary>All that is wrong with a rule, in words; empty if nothing is.</summary>
    /// <param name="rule">What was said.</param>
    /// <param name="others">All rules; the one of the same id does not stand in its way.</param>
    public static IReadOnlyList<string> Faults(AlertRule rule, IEnumerable<AlertRule> others)
        => [.. NameFaults(rule, others), .. KindFaults(rule), .. ThresholdFaults(rule), .. ForFaults(rule), .. ScopeFaults(rule.Scope), .. rule.Schedule.Faults()];

    /// <summary>What is wrong with its name.</summary>
    public static IEnumerable<string> NameFaults(AlertRule rule, IEnumerable<AlertRule> others)
    {
        var name = rule.Name.Trim();
        if (name.Length is 0 or > LongestName)
        {
            yield return $"The name must have 1 to {LongestName} characters.";
        }
        else if (name.Any(char.IsControl))
        {
            yield return "The name must be one line, without control characters.";
        }
        else if (others.Any(o => o.Id != rule.Id && Key(o.Name) == Key(name)))
        {
            yield return $"There is a rule called \"{name}\" already: choose another name.";
        }
    }

    /// <summary>What is wrong with its kind and severity.</summary>
    public static IEnumerable<string> KindFaults(AlertRule rule)
    {
        if (!Enum.IsDefined(rule.Kind))
        {
            yield return "The kind is none that there is.";
        }
        else if (rule.Kind == AlertKind.Blind)
        {
            yield return "That WardOps itself is blind is always told: no rule is needed for it.";
        }

        if (!Enum.IsDefined(rule.Severity))
        {
            yield return "The severity is none that there is: info, low, medium, high or critical.";
        }
    }

    /// <summary>What is wrong with its threshold, the one to recover at, and what they are compared with.</summary>
    public static IEnumerable<string> ThresholdFaults(AlertRule rule)
    {
        var limits = RuleLimits.Of(rule.Kind, rule.AgainstOwn);
        if (rule.AgainstOwn && rule.Kind != AlertKind.Rtt)
        {
            yield return "Only a round-trip time can be compared with the device's own.";
        }
        else if (limits is null && (rule.Threshold ?? rule.RecoverAt) is not null)
        {
            yield return "A rule of this kind has no threshold: leave it empty.";
        }
        else if (limits is { } range && (rule.Threshold is not { } threshold || !double.IsFinite(threshold) || threshold < range.Least || threshold > range.Most))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The threshold must be {range.Least} to {range.Most} {range.Unit}.");
        }
        else if (rule.RecoverAt is { } recover && (rule.Kind == AlertKind.Branch || !double.IsFinite(recover) || recover < 0 || recover > rule.Threshold))
        {
            yield return rule.Kind == AlertKind.Branch
                ? "An incident is over when its devices are back: it has no threshold to recover at."
                : string.Create(CultureInfo.InvariantCulture, $"The threshold to recover at must be 0 up to the threshold itself ({rule.Threshold}), or the alert would end as it begins.");
        }
    }

    /// <summary>What is wrong with how long it has to hold.</summary>
    public static IEnumerable<string> ForFaults(AlertRule rule)
    {
        if (rule.For < TimeSpan.Zero || rule.For > LongestFor)
        {
            yield return "It must have to hold for 0 seconds to 7 days.";
        }
    }

    /// <summary>What is wrong with the devices it is for.</summary>
    public static IEnumerable<string> ScopeFaults(DeviceScope scope)
    {
        if (!Enum.IsDefined(scope.Kind))
        {
            yield return "By what the devices are chosen is unknown: all, type, region, branch, device or tag.";
        }
        else if (scope.Kind == ScopeKind.All)
        {
            yield break;
        }
        else if (scope.Values.IsDefaultOrEmpty || scope.Values.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"Choose at least one {Word(scope.Kind)}, or all devices.";
        }
        else if (scope.Values.Length > MostScopeValues || scope.Values.Any(v => v.Length > 200))
        {
            yield return $"At most {MostScopeValues} can be chosen, of up to 200 characters each.";
        }
        else if (scope.Kind is ScopeKind.Branch or ScopeKind.Device && scope.Values.FirstOrDefault(v => !Guid.TryParse(v, out _)) is { } stranger)
        {
            yield return $"\"{(stranger.Length > 64 ? stranger[..64] + "…" : stranger)}\" is not the id of a {Word(scope.Kind)}.";
        }
    }

    /// <summary>Whether two names are one to people.</summary>
    internal static string Key(string name) => name.Trim().ToUpperInvariant();

    private static string Word(ScopeKind kind) => kind.ToString().ToLowerInvariant();
}
