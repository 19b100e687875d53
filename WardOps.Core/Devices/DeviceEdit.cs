namespace WardOps.Core.Devices;

/// <summary>How an edit ended. A refused edit is a value, not an exception.</summary>
/// <param name="Id">The device; null if there is none.</param>
/// <param name="Faults">Why it was refused, in words; empty if it was not.</param>
public sealed record DeviceEdit(Guid? Id, IReadOnlyList<string> Faults)
{
    public bool IsDone => Faults.Count == 0;

    public static DeviceEdit Done(Guid id) => new(id, []);

    public static DeviceEdit Refused(params IReadOnlyList<string> faults) => new(null, faults);
}
