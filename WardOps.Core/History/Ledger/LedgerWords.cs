using System.Text.Json;

namespace WardOps.Core.History.Ledger;

/// <summary>What fates and reasons are called outside of the program, and what there is to be said of them.</summary>
public static class LedgerWords
{
    /// <summary>ReadBack is read_back.</summary>
    public static string Wire(RoundFate fate) => JsonNamingPolicy.SnakeCaseLower.ConvertName(fate.ToString());

    /// <summary>NotRunning is not_running.</summary>
    public static string Wire(GapReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    /// <summary>A few words for a table.</summary>
    public static string Short(GapReason reason) => reason switch
    {
        GapReason.NotRunning => "WardOps did not run",
        GapReason.CutShort => "Cut short",
        GapReason.Blind => "Blind",
        GapReason.NothingKnown => "Nothing to know",
        GapReason.Skipped => "Never began",
        GapReason.ClockSetBack => "Clock set back",
        GapReason.Overrun => "Overrun",
        GapReason.EncodingFailed => "Not encoded",
        GapReason.SpoolFull => "Spool full",
        GapReason.SpoolTooOld => "Waited too long",
        GapReason.SpoolBroken => "Disk full or broken",
        GapReason.Damaged => "Spool damaged",
        GapReason.Refused => "Refused",
        GapReason.NotReadBack => "Gone from the store",
        _ => "Not missing",
    };

    /// <summary>What happened, and what to do about it.</summary>
    public static string Explain(GapReason reason) => reason switch
    {
        GapReason.NotRunning => "WardOps did not run: it was stopped or killed, or the machine was off. If nobody meant it to, read the log of the system for that time.",
        GapReason.CutShort => "WardOps was stopped or killed while the round was under way. Nothing to do: a restart costs the round in which it falls.",
        GapReason.Blind => "The monitor could not believe what it saw, so nothing was written. The page Engine and the log say what was wrong.",
        GapReason.NothingKnown => "There was no device to ping, or the devices had not been read yet. Right after a start that is as it should be; else look at the page Devices and at what the device store says.",
        GapReason.Skipped => "The clock was set forward, or the machine stood still (suspended, moved, overloaded): the round never began. Let a time service slew the clock instead of setting it.",
        GapReason.ClockSetBack => "The clock was set back: a round of this time had been written before. Let a time service slew the clock instead of setting it.",
        GapReason.Overrun => "The monitor fell behind and lost the round: the machine was overloaded for long, or the store took nothing for minutes. Give it more CPU, or a faster disk.",
        GapReason.EncodingFailed => "The round could not be encoded: a defect of WardOps. Please report it, with the error from the log.",
        GapReason.SpoolFull => "The store was away for so long that the spool was full, and the oldest rounds went. Give it more room: History:SpoolBytes.",
        GapReason.SpoolTooOld => "The store was away for longer than the spool keeps rounds. Keep them for longer: History:SpoolAge.",
        GapReason.SpoolBroken => "The disk of the spool was full or broken, and memory could not hold the round until the store took it. Make room on the disk of the data folder.",
        GapReason.Damaged => "The file of the spool was damaged where the round lay. Check the disk of the data folder.",
        GapReason.Refused => "The store refused the round as malformed. The log has its answer; it is a defect of WardOps, or of a proxy in between.",
        GapReason.NotReadBack => "The store had acknowledged the round and does not have it, or not all of it, any more, and the spool could not send it again. Check the disk and the retention of the store, and its flag dedup.minScrapeInterval, which must not be longer than a round.",
        _ => "",
    };
}
