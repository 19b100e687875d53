namespace WardOps.Core.Devices.Names;

/// <summary>How host names of devices are resolved. Configuration section <c>Names</c>.</summary>
public sealed class NameOptions
{
    public const string Section = "Names";

    /// <summary>A name that resolves is asked for again after so long; at once when its device does not answer. 5 s to 1 day. The system's resolver does not tell how long an answer holds.</summary>
    public TimeSpan Refresh { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A name that does not resolve is asked for again after so long. 1 s to 1 hour.</summary>
    public TimeSpan Retry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>So many failures in a row, and the last address is given up: one lost question must not blind the watch. 1 to 100.</summary>
    public int GiveUpAfter { get; set; } = 3;

    /// <summary>A question without an answer after so long has failed. 100 ms to 1 minute.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
