namespace WardOps.Core.History.Ledger;

/// <summary>Why a round is missing in history.</summary>
public enum GapReason
{
    /// <summary>It is not missing.</summary>
    None,

    /// <summary>WardOps did not run.</summary>
    NotRunning,

    /// <summary>WardOps was stopped or killed while the round was under way.</summary>
    CutShort,

    /// <summary>The monitor could not believe itself.</summary>
    Blind,

    /// <summary>There was no device to probe, or the devices had not been read yet, or nothing could be sent.</summary>
    NothingKnown,

    /// <summary>The clock was set forward, or the machine stood still: the round never began.</summary>
    Skipped,

    /// <summary>The clock was set back: a round of this time had been written before.</summary>
    ClockSetBack,

    /// <summary>The monitor fell behind and lost sight of the round (a dropped tick, a full queue).</summary>
    Overrun,

    /// <summary>It could not be encoded: a defect of WardOps.</summary>
    EncodingFailed,

    /// <summary>The spool was full: its bytes (<c>History:SpoolBytes</c>).</summary>
    SpoolFull,

    /// <summary>It had waited for longer than the spool keeps rounds (<c>History:SpoolAge</c>).</summary>
    SpoolTooOld,

    /// <summary>It waited in memory since the disk of the spool was full or broken, and memory was full too, or WardOps ended.</summary>
    SpoolBroken,

    /// <summary>The spool's file was damaged.</summary>
    Damaged,

    /// <summary>The store refused it.</summary>
    Refused,

    /// <summary>It was acknowledged, and is not there when it is read back.</summary>
    NotReadBack,
}
