namespace WardOps.Web.Components.Engine;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Class">Its colour in the style sheet.</param>
/// <param name="Values">Oldest first; null where nothing is known.</param>
public sealed record EngineLine(string Name, string Class, IReadOnlyList<double?> Values);
