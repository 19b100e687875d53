namespace WardOps.Core.Alerts.Rules;

/// <summary>Holds the current <see cref="RuleBook"/>. Readers take no lock; a swap takes effect from the next tick.</summary>
public sealed class CurrentRules
{
    private readonly Lock _gate = new();
    private volatile RuleBook _current = RuleBook.Defaults;

    public RuleBook Current => _current;

    /// <summary>They were swapped. Called on the thread that swapped them: take no time.</summary>
    public event Action? Changed;

    /// <summary>Replaces all rules.</summary>
    public RuleBook Swap(IEnumerable<AlertRule> rules)
    {
        RuleBook next;
        lock (_gate)
        {
            next = _current = _current.With(rules);
        }

        Changed?.Invoke();
        return next;
    }
}
