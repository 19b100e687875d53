namespace WardOps.Core.History.Sums;

/// <summary>The problems of now, every device on one list at the most.</summary>
/// <param name="NewlyDown">The newest outage first.</param>
/// <param name="Flapping">The most unstable first: by mixed steps, then by down time.</param>
/// <param name="Chronic">The longest outage first.</param>
public sealed record ProblemLists(IReadOnlyList<ProblemFacts> NewlyDown, IReadOnlyList<ProblemFacts> Flapping, IReadOnlyList<ProblemFacts> Chronic)
{
    public static ProblemLists Of(IEnumerable<ProblemFacts> all, DateTimeOffset now)
    {
        var byKind = all.ToLookup(f => ProblemRules.KindOf(f, now));
        return new ProblemLists(
            [.. Named(byKind[ProblemKind.NewlyDown].OrderByDescending(f => f.DownSince ?? now))],
            [.. Named(byKind[ProblemKind.Flapping].OrderByDescending(f => f.MixedSteps).ThenByDescending(f => f.DownSeconds))],
            [.. Named(byKind[ProblemKind.Chronic].OrderBy(f => f.DownSince ?? now))]);
    }

    /// <summary>Equals stand by name, so that a list does not shuffle from one look to the next.</summary>
    private static IOrderedEnumerable<ProblemFacts> Named(IOrderedEnumerable<ProblemFacts> ordered)
        => ordered.ThenBy(f => f.Device.Name, StringComparer.Ordinal).ThenBy(f => f.Device.Id);
}
