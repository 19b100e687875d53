namespace WardOps.Core.History.Spool;

/// <summary>What is known of an encoded round without reading it.</summary>
/// <param name="At">Time of all its samples, to the millisecond.</param>
/// <param name="Interval">Length of the round, to the millisecond.</param>
/// <param name="Samples">Lines in its body.</param>
/// <param name="StatusSamples">Lines of device_ping_status among them: the devices of which the round knows something.</param>
/// <param name="IsGzip">Whether the body is compressed.</param>
/// <param name="Length">Bytes of the body, 1 to <see cref="RecordFormat.LongestBody"/>.</param>
internal readonly record struct RoundHead(DateTimeOffset At, TimeSpan Interval, int Samples, int StatusSamples, bool IsGzip, int Length);
