namespace WardOps.Core.History.Ledger;

public static class GapReasons
{
    /// <summary>Whether nobody has anything of such a round, neither memory nor the store. Of the others memory knows for a while what the store will never have.</summary>
    public static bool IsNowhere(this GapReason reason)
        => reason is GapReason.NotRunning or GapReason.CutShort or GapReason.Blind or GapReason.NothingKnown or GapReason.Skipped or GapReason.Overrun;
}
