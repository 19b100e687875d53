using System.Text.Json;
using WardOps.Core.History.Sums;

namespace WardOps.Web.Api;

/// <summary>The kinds of problems as the API names them.</summary>
internal static class ProblemWords
{
    /// <summary>The kinds that have a list.</summary>
    public static readonly ProblemKind[] Listed = [ProblemKind.NewlyDown, ProblemKind.Flapping, ProblemKind.Chronic];

    /// <summary>newly_down, flapping, chronic or other.</summary>
    public static string ToWire(this ProblemKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
