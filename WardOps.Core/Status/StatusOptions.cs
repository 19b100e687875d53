namespace WardOps.Core.Status;

/// <summary>How long what was seen is believed. When a device is Down or Up is said where it is probed (<c>Probing</c>). Configuration section <c>Status</c>.</summary>
public sealed class StatusOptions
{
    public const string Section = "Status";

    /// <summary>Without a believable sample for so many intervals a device is Unknown. 2 to 100.</summary>
    public int UnknownAfterIntervals { get; set; } = 3;

    /// <summary>How long the Down of a device waits at the most for parents that may be dead too. 1 s to 5 min.</summary>
    public TimeSpan ParentPatience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Over how long changes from Up to Down and back are counted. 10 s to 1 h.</summary>
    public TimeSpan FlapWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>So many changes within the window begin flapping. 2 to 20.</summary>
    public int FlapStartAt { get; set; } = 3;

    /// <summary>Fewer than so many end it. 1 up to <see cref="FlapStartAt"/>.</summary>
    public int FlapEndBelow { get; set; } = 2;

    /// <summary>What differs for a type of device, by its name without regard to case.</summary>
    public Dictionary<string, StatusOverrides> Types { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many changes of status the overview remembers. 1 to 1,000.</summary>
    public int RecentChanges { get; set; } = 50;

    /// <summary>Name of this node in the table <c>rounds</c>. 1 to 100 characters.</summary>
    public string Node { get; set; } = "main";

    /// <summary>When a device of this type is flapping.</summary>
    internal FlapSettings FlappingOf(string deviceType) => Types.Count > 0 && Types.TryGetValue(deviceType, out var own)
        ? new FlapSettings(own.FlapWindow ?? FlapWindow, own.FlapStartAt ?? FlapStartAt, own.FlapEndBelow ?? FlapEndBelow)
        : Flapping;

    internal FlapSettings Flapping => new(FlapWindow, FlapStartAt, FlapEndBelow);
}
