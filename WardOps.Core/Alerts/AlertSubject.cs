namespace WardOps.Core.Alerts;

/// <summary>Whom an alert is about, for as long as it exists: neither a rename nor a move changes it.</summary>
/// <param name="Kind">A device, a branch, or WardOps itself.</param>
/// <param name="Id">Of the device or the branch; empty for WardOps itself.</param>
public readonly record struct AlertSubject(AlertSubjectKind Kind, Guid Id)
{
    public static AlertSubject Monitor { get; } = new(AlertSubjectKind.Monitor, Guid.Empty);

    public static AlertSubject Device(Guid id) => new(AlertSubjectKind.Device, id);

    public static AlertSubject Branch(Guid id) => new(AlertSubjectKind.Branch, id);
}
