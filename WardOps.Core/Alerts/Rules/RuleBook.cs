using System.Collections.Immutable;

namespace WardOps.Core.Alerts.Rules;

/// <summary>All rules at one moment. Immutable.</summary>
/// <param name="Version">Grows by one with every swap.</param>
/// <param name="Rules">The disabled ones too; by name.</param>
public sealed record RuleBook(long Version, ImmutableArray<AlertRule> Rules)
{
    public static RuleBook Empty { get; } = new(0, []);

    /// <summary>What holds until the store has said what people have made of it.</summary>
    public static RuleBook Defaults { get; } = Empty.With(DefaultRules.All);

    public AlertRule? Find(Guid id) => Rules.FirstOrDefault(r => r.Id == id);

    /// <summary>The book after it, with these rules.</summary>
    public RuleBook With(IEnumerable<AlertRule> rules) => new(Version + 1, [.. rules.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Id)]);
}
