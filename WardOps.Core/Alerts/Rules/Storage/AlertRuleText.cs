using System.Text.Json;

namespace WardOps.Core.Alerts.Rules.Storage;

/// <summary>From the rule to its row and back. Pure.</summary>
internal static class AlertRuleText
{
    public static AlertRuleRow Row(AlertRule rule)
    {
        var row = new AlertRuleRow { Id = rule.Id, Name = "", NameKey = "", Kind = "", Scope = "", Schedule = "", DefaultKey = rule.DefaultKey, Version = rule.Version };
        Fill(row, rule);
        return row;
    }

    /// <summary>The row becomes what the rule says; its id, its version and the default that it is stay.</summary>
    public static void Fill(AlertRuleRow row, AlertRule rule)
    {
        row.Name = rule.Name.Trim();
        row.NameKey = AlertRuleRules.Key(rule.Name);
        row.Kind = rule.Kind.ToString();
        row.Severity = (short)rule.Severity;
        row.Enabled = rule.Enabled;
        row.ForSeconds = rule.For.TotalSeconds;
        row.Threshold = rule.Threshold;
        row.RecoverAt = rule.RecoverAt;
        row.AgainstOwn = rule.AgainstOwn;
        row.Scope = RuleJson.Of(rule.Scope);
        row.Schedule = RuleJson.Of(rule.Schedule);
    }

    /// <summary>The rule that a row holds; null, with the reason in words, if it cannot be obeyed as it stands.</summary>
    public static AlertRule? Read(AlertRuleRow row, out string why)
    {
        try
        {
            var rule = new AlertRule
            {
                Id = row.Id,
                Name = row.Name,
                Kind = Enum.TryParse<AlertKind>(row.Kind, out var kind) && kind.ToString() == row.Kind ? kind : throw new JsonException($"there is no kind {row.Kind}"),
                Severity = row.Severity is >= 0 and <= (short)AlertSeverity.Critical ? (AlertSeverity)row.Severity : throw new JsonException($"there is no severity {row.Severity}"),
                Enabled = row.Enabled,
                For = TimeSpan.FromSeconds(row.ForSeconds),
                Threshold = row.Threshold,
                RecoverAt = row.RecoverAt,
                AgainstOwn = row.AgainstOwn,
                Scope = RuleJson.Scope(row.Scope),
                Schedule = RuleJson.Schedule(row.Schedule),
                DefaultKey = row.DefaultKey,
                Version = row.Version,
            };
            why = string.Join(' ', AlertRuleRules.Faults(rule, []));
            return why.Length == 0 ? rule : null;
        }
        catch (Exception ex) when (ex is JsonException or ArgumentException or OverflowException)
        {
            why = ex.Message;
            return null;
        }
    }
}
