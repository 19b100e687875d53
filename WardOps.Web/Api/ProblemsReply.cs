namespace WardOps.Web.Api;

/// <summary>The problems of now; every device on one list at the most.</summary>
/// <param name="NewlyDown">The newest outage first.</param>
/// <param name="Flapping">The most unstable first.</param>
/// <param name="Chronic">The longest outage first.</param>
/// <param name="Counts">How many there are of each, also where only one kind was asked for.</param>
/// <param name="AsOf">When they were true.</param>
internal sealed record ProblemsReply(
    IReadOnlyList<ProblemItem> NewlyDown, IReadOnlyList<ProblemItem> Flapping, IReadOnlyList<ProblemItem> Chronic, ProblemCounts Counts, DateTimeOffset AsOf);
