namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Whether what the monitor sees can be believed. While it cannot, no device changes its state.</summary>
/// <param name="Problem">What is wrong; none if it can be believed.</param>
/// <param name="Reason">The same for people, with figures; null if nothing is wrong.</param>
public sealed record Sight(SightProblem Problem, string? Reason)
{
    public static Sight Clear { get; } = new(SightProblem.None, null);

    public bool IsClear => Problem == SightProblem.None;
}
