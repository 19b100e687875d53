namespace WardOps.Core.Status;

/// <summary>How long what was seen is believed. When a device is Down or Up is said where it is probed (<c>Probing</c>). Configuration section <c>Status</c>.</summary>
public sealed class StatusOptions
{
    public const string Section = "Status";

    /// <summary>Without a believable sample for so many intervals a device is Unknown. 2 to 100.</summary>
    public int UnknownAfterIntervals { get; set; } = 3;

    /// <summary>How many changes of status the overview remembers. 1 to 1,000.</summary>
    public int RecentChanges { get; set; } = 50;

    /// <summary>Name of this node in the table <c>rounds</c>. 1 to 100 characters.</summary>
    public string Node { get; set; } = "main";
}
