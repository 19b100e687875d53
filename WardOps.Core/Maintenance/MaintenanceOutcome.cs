namespace WardOps.Core.Maintenance;

/// <summary>How an edit of a maintenance window ended.</summary>
public enum MaintenanceOutcome
{
    Done,

    /// <summary>What was said cannot be.</summary>
    Refused,

    /// <summary>There is no such window.</summary>
    Gone,

    /// <summary>The window is not what the editor thought it was: changed by somebody else, or over.</summary>
    Conflict,
}
