namespace WardOps.Core.History.Victoria.Transport;

/// <summary>How long WardOps waits for VictoriaMetrics, and how much it takes from it.</summary>
internal sealed record TransportLimits
{
    /// <summary>For a question up to the last byte of its answer.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a body to be taken.</summary>
    public TimeSpan ImportTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the small pages: health, metrics.</summary>
    public TimeSpan PageTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most bytes of one answer, unpacked.</summary>
    public long MostBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Most values of an answer that is held in memory as a whole: 24 bytes each.</summary>
    public int MostPoints { get; init; } = 20_000_000;
}
