namespace WardOps.Core.History.Reading;

/// <summary>One stored value.</summary>
/// <param name="At">Milliseconds since the Unix epoch.</param>
/// <param name="Value">Never NaN.</param>
internal readonly record struct Sample(long At, double Value);
