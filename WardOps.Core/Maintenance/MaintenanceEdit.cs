namespace WardOps.Core.Maintenance;

/// <summary>How an edit ended. A refused edit is a value, not an exception.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Window">The window as it is now; null if there is none, or none any more.</param>
/// <param name="Faults">Why it was refused, in words; empty if it was not.</param>
public sealed record MaintenanceEdit(MaintenanceOutcome Outcome, MaintenanceWindow? Window, IReadOnlyList<string> Faults)
{
    public bool IsDone => Outcome == MaintenanceOutcome.Done;

    public static MaintenanceEdit Done(MaintenanceWindow? window) => new(MaintenanceOutcome.Done, window, []);

    public static MaintenanceEdit Refused(params IReadOnlyList<string> faults) => new(MaintenanceOutcome.Refused, null, faults);

    public static MaintenanceEdit Gone { get; } = new(MaintenanceOutcome.Gone, null, ["The maintenance window does not exist any more."]);

    public static MaintenanceEdit Conflict(string why) => new(MaintenanceOutcome.Conflict, null, [why]);
}
