namespace WardOps.Core.Alerts;

/// <summary>What became of something that a person did.</summary>
/// <param name="Changed">Alerts that were changed.</param>
/// <param name="IsStored">Whether it is stored. If not, it holds all the same, and is written when the store is back; should WardOps be killed before, it is lost.</param>
/// <param name="Problem">Why it was refused, in words; null if it was not.</param>
public sealed record DeskAnswer(int Changed, bool IsStored, string? Problem)
{
    public static DeskAnswer Refused(string problem) => new(0, IsStored: true, problem);
}
