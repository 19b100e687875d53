using System.Globalization;

namespace WardOps.Bench.Ingest;

/// <summary>One round, written. Times in milliseconds.</summary>
/// <param name="Encode">Until its body was there.</param>
/// <param name="Spool">Until it was on disk, flushed; 0 for the peer, which has no disk.</param>
/// <param name="Acknowledge">Until VictoriaMetrics had acknowledged it.</param>
/// <param name="Allocated">Managed memory allocated meanwhile, by all threads, in bytes.</param>
/// <param name="Bytes">Of its body.</param>
/// <param name="Samples">In its body.</param>
internal sealed record IngestStep(double Encode, double Spool, double Acknowledge, long Allocated, int Bytes, int Samples)
{
    public double Total => Encode + Spool + Acknowledge;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"total {Total,8:F2} ms = encode {Encode:F2} + spool {Spool:F2} + acknowledge {Acknowledge:F2}; {Samples} samples, {Bytes} bytes, {Allocated} bytes allocated");
}
