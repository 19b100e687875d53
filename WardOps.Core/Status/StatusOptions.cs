namespace WardOps.Core.Status;

/// <summary>When a device is held to be down. Configuration section <c>Status</c>.</summary>
public sealed class StatusOptions
{
    public const string Section = "Status";

    /// <summary>Consecutive lost echoes that make a device Down. 1 to 100.</summary>
    public int DownAfter { get; set; } = 6;

    /// <summary>Without a believable sample for so many intervals a device is Unknown. 2 to 100.</summary>
    public int UnknownAfterIntervals { get; set; } = 3;

    /// <summary>How many changes of status the overview remembers. 1 to 1,000.</summary>
    public int RecentChanges { get; set; } = 50;

    /// <summary>Name of this node in the table <c>rounds</c>. 1 to 100 characters.</summary>
    public string Node { get; set; } = "main";
}
