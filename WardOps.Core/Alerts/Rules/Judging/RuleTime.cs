namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>A moment on both clocks.</summary>
/// <param name="Mono">From an arbitrary beginning, never stepped: how long something has held is measured by it.</param>
/// <param name="Wall">By which people read it.</param>
internal readonly record struct RuleTime(TimeSpan Mono, DateTimeOffset Wall);
