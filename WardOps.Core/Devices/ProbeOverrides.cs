namespace WardOps.Core.Devices;

/// <summary>How a device, or all of its type, is probed differently from the rest. What is null is as for everybody.</summary>
public sealed record ProbeOverrides
{
    /// <summary>Time from one of its rounds to the next; a whole multiple of the common interval.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Echoes in each of its rounds.</summary>
    public int? Echoes { get; init; }

    /// <summary>An echo without a valid reply after this long is lost.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Consecutive lost echoes that make it Down.</summary>
    public int? DownAfter { get; init; }

    /// <summary>Consecutive answered echoes that make it Up again.</summary>
    public int? UpAfter { get; init; }
}
