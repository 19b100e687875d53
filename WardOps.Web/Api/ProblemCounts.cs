using WardOps.Core.History.Sums;

namespace WardOps.Web.Api;

/// <summary>How many devices have which problem.</summary>
/// <param name="NewlyDown">Down, for less than a day.</param>
/// <param name="Flapping">Both up and down in at least six five-minute steps of the last 24 hours.</param>
/// <param name="Chronic">Down for more than a day.</param>
internal sealed record ProblemCounts(int NewlyDown, int Flapping, int Chronic)
{
    public static ProblemCounts Of(ProblemLists lists) => new(lists.NewlyDown.Count, lists.Flapping.Count, lists.Chronic.Count);
}
