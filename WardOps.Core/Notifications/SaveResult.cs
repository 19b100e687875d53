namespace WardOps.Core.Notifications;

/// <summary>What became of a change that somebody asked for.</summary>
/// <param name="Id">Of what was saved; null if it was refused.</param>
/// <param name="Faults">All that is wrong with it, in words.</param>
public sealed record SaveResult(Guid? Id, IReadOnlyList<string> Faults)
{
    public bool IsDone => Id is not null;

    public static SaveResult Done(Guid id) => new(id, []);

    public static SaveResult Refused(params IReadOnlyList<string> faults) => new(null, faults);
}
