namespace WardOps.Core.History.Victoria;

/// <summary>A round as the body of one request.</summary>
/// <param name="At">Time of all its samples.</param>
/// <param name="Interval">Length of the round.</param>
/// <param name="Body">Prometheus text, gzipped if <paramref name="IsGzip"/>.</param>
/// <param name="IsGzip">Whether the body is compressed.</param>
/// <param name="Samples">Lines in it.</param>
internal sealed record EncodedRound(DateTimeOffset At, TimeSpan Interval, byte[] Body, bool IsGzip, int Samples);
