namespace WardOps.Core.History.Spool;

/// <summary>Why the spool's disk is not used now, and what to do about it.</summary>
internal sealed record SpoolTrouble(string Problem, string Fix)
{
    public static SpoolTrouble Of(Exception exception, SpoolLimits limits) => exception is FolderInUseException
        ? new SpoolTrouble(
            $"{exception.Message} Rounds wait in memory only.",
            "End the other one, or give each WardOps a WARDOPS_DATA of its own.")
        : new SpoolTrouble(
            $"The spool in {limits.Folder} cannot be written, rounds wait in memory only: {exception.Message}",
            "Free space on that disk or mend it; WardOps tries again by itself, and memory holds up to History:BacklogBytes.");

    public static SpoolTrouble Slow(SpoolLimits limits, TimeSpan since) => new(
        $"The disk of the spool in {limits.Folder} has not answered for {since.TotalSeconds:0} seconds.",
        "Check that disk; rounds that end meanwhile are lost when more than a few wait for it.");
}
