using System.Collections.Immutable;

namespace WardOps.Core.Alerts.Book;

/// <summary>All open alerts at one moment, the worst first, then the newest. Immutable.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="All">All of them.</param>
public sealed record OpenAlerts(long Version, ImmutableArray<Alert> All)
{
    private readonly Lazy<Dictionary<Guid, Alert>> _byId = new(() => All.ToDictionary(a => a.Id));

    public static OpenAlerts None { get; } = new(0, []);

    /// <summary>How many are critical.</summary>
    public int Critical => All.Count(a => a.Severity == AlertSeverity.Critical);

    public Alert? Find(Guid id) => _byId.Value.GetValueOrDefault(id);

    /// <summary>The next version, in order.</summary>
    public OpenAlerts With(IEnumerable<Alert> all)
        => new(Version + 1, [.. all.OrderByDescending(a => a.Severity).ThenByDescending(a => a.Since).ThenBy(a => a.Id)]);
}
