namespace WardOps.Core.Maintenance;

/// <summary>What an edit comes to: what is told of it, and what is to be written.</summary>
/// <param name="Edit">How it ends.</param>
/// <param name="Changed">The window that is written over; null if none is.</param>
/// <param name="Made">The one that is new; null if none is.</param>
/// <param name="Deleted">The one that goes; null if none does.</param>
internal sealed record MaintenanceStep(MaintenanceEdit Edit, MaintenanceWindow? Changed = null, MaintenanceWindow? Made = null, MaintenanceWindow? Deleted = null)
{
    public static MaintenanceStep Not(MaintenanceEdit edit) => new(edit);

    public static MaintenanceStep Refused(params IReadOnlyList<string> faults) => new(MaintenanceEdit.Refused(faults));

    public static MaintenanceStep Conflict(string why) => new(MaintenanceEdit.Conflict(why));

    /// <summary>It is changed where it stands.</summary>
    public static MaintenanceStep Keep(MaintenanceWindow next)
    {
        var kept = next with { Version = next.Version + 1 };
        return new(MaintenanceEdit.Done(kept), kept);
    }

    public static MaintenanceStep Make(MaintenanceWindow made) => new(MaintenanceEdit.Done(made), null, made);

    public static MaintenanceStep Delete(MaintenanceWindow gone) => new(MaintenanceEdit.Done(null), null, null, gone);

    /// <summary>It ends, and another one takes its place.</summary>
    public static MaintenanceStep Replace(MaintenanceWindow was, MaintenanceWindow next, string by, DateTimeOffset now) => Keep(was with { EndedAt = now, EndedBy = by }) with
    {
        Edit = MaintenanceEdit.Done(next),
        Made = next,
    };
}
