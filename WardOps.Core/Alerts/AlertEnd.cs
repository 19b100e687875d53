namespace WardOps.Core.Alerts;

/// <summary>Why an alert was closed.</summary>
public enum AlertEnd : byte
{
    /// <summary>What was wrong is over.</summary>
    Recovered = 0,

    /// <summary>Another alert says it better: an incident of the branch, or flapping.</summary>
    Merged = 1,

    /// <summary>The device is not watched any more, by order of an admin.</summary>
    Disabled = 2,

    /// <summary>The device or the branch does not exist any more.</summary>
    Deleted = 3,

    /// <summary>No rule asks for it any more. Nothing is said of the device.</summary>
    RuleChanged = 4,

    /// <summary>The device has another address: what was seen of the old one says nothing.</summary>
    Readdressed = 5,
}
