using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>A rule while it judges.</summary>
internal sealed class ActiveRule(AlertRule rule)
{
    private readonly ScopeFilter _scope = new(rule.Scope);
    private long _minute = long.MinValue;

    public AlertRule Rule => rule;

    /// <summary>Whether it judges at this hour.</summary>
    public bool IsOn { get; private set; } = true;

    public bool Matches(WatchedDevice device) => _scope.Matches(device);

    /// <summary>Looks at the wall clock; its hours begin and end with minutes.</summary>
    /// <returns>Whether it began or ended to judge.</returns>
    public bool At(DateTimeOffset now)
    {
        if (rule.Schedule.IsAlways || now.Ticks / TimeSpan.TicksPerMinute is var minute && minute == _minute)
        {
            return false;
        }

        var (was, isFirst) = (IsOn, _minute == long.MinValue);
        (_minute, IsOn) = (minute, rule.Schedule.Contains(now));
        return was != IsOn || isFirst;
    }

    /// <summary>Whether what was remembered for the one still holds for the other: then only what is said of it has changed.</summary>
    public bool JudgesAs(ActiveRule other)
        => rule.Id == other.Rule.Id && rule.Kind == other.Rule.Kind && rule.AgainstOwn == other.Rule.AgainstOwn
            && Nullable.Equals(rule.Threshold, other.Rule.Threshold) && Nullable.Equals(rule.RecoverAt, other.Rule.RecoverAt) && rule.For == other.Rule.For;
}
