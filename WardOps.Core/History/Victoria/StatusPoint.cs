namespace WardOps.Core.History.Victoria;

/// <summary>A device in one step of time.</summary>
/// <param name="At">Where the step begins.</param>
/// <param name="IsUp">Whether every round of it had a reply; null when nothing is known.</param>
public readonly record struct StatusPoint(DateTimeOffset At, bool? IsUp);
