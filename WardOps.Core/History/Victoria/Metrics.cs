namespace WardOps.Core.History.Victoria;

/// <summary>Names that are stored, and so never change.</summary>
internal static class Metrics
{
    /// <summary>1 with a reply in the round, else 0.</summary>
    public const string Status = "device_ping_status";

    /// <summary>Mean round-trip time of the round in milliseconds.</summary>
    public const string Rtt = "device_ping_rtt_ms";

    /// <summary>0 to 100.</summary>
    public const string Loss = "device_ping_packet_loss";

    /// <summary>Milliseconds.</summary>
    public const string Jitter = "device_ping_jitter_ms";

    public static string IdText(Guid id) => id.ToString("D");
}
