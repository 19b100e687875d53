namespace WardOps.Bench.Chaos;

/// <summary>Something that is done at a moment of the run.</summary>
/// <param name="At">Since the start of the run.</param>
/// <param name="Action">What.</param>
/// <param name="Away">For how long the process stays away.</param>
internal sealed record ChaosEvent(TimeSpan At, ChaosAction Action, TimeSpan Away);
