namespace WardOps.Core.History.Victoria;

/// <summary>One value to be written.</summary>
/// <param name="Metric">Name: letters, digits, _ and :, no digit first.</param>
/// <param name="Labels">At most 29, each name once; a value may be any text, and an empty one is no label.</param>
/// <param name="At">To the millisecond; not older than the retention period, not more than a day ahead.</param>
/// <param name="Value">Finite. Never write a second value for the same series and time: which one stays is not defined.</param>
public sealed record VictoriaSample(string Metric, IReadOnlyCollection<KeyValuePair<string, string>> Labels, DateTimeOffset At, double Value);
