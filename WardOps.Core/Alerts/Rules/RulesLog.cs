using Microsoft.Extensions.Logging;

namespace WardOps.Core.Alerts.Rules;

/// <summary>Event ids 1600 to 1649.</summary>
internal static partial class RulesLog
{
    [LoggerMessage(1600, LogLevel.Information, "{Rules} alert rules are in force, {Enabled} of them enabled.")]
    public static partial void RulesLoaded(this ILogger logger, int rules, int enabled);

    [LoggerMessage(1601, LogLevel.Error, "The alert rule {Name} ({Id}) in the store cannot be read and is left out: {Why}. Correct its row in alert_rules, or delete it.")]
    public static partial void RuleUnreadable(this ILogger logger, string name, Guid id, string why);

    [LoggerMessage(1602, LogLevel.Information, "{Count} default alert rules were added: {Names}.")]
    public static partial void DefaultsAdded(this ILogger logger, int count, string names);

    [LoggerMessage(1603, LogLevel.Information, "The alert rule {Name} ({Id}) was {What}.")]
    public static partial void RuleEdited(this ILogger logger, string name, Guid id, string what);

    [LoggerMessage(1604, LogLevel.Information, "What is usual of {Devices} devices was read.")]
    public static partial void BaselinesRead(this ILogger logger, int devices);

    [LoggerMessage(1605, LogLevel.Error, "What is usual of each device could not be read from {File}, so it is learnt anew: rules that compare with it say nothing for 24 hours.")]
    public static partial void BaselinesUnreadable(this ILogger logger, string file, Exception exception);

    [LoggerMessage(1606, LogLevel.Error, "What is usual of each device could not be written to {File}. It is tried again in an hour; see that the disk is not full and that the folder may be written to.")]
    public static partial void BaselinesUnwritable(this ILogger logger, string file, Exception exception);
}
