namespace WardOps.Core.History.Spool;

/// <summary>What lay in the spool's folder when it was opened.</summary>
internal sealed class FoundSpool
{
    /// <summary>Oldest first; every round in them waits.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>The times of all rounds ever spooled, as far as the folder knows.</summary>
    public SpooledTimes Times { get; } = new();

    /// <summary>A number that no segment has had.</summary>
    public long NextSequence { get; set; } = 1;

    /// <summary>Rounds at the end of the newest segment that were being written when WardOps was killed.</summary>
    public List<RoundHead> CutShort { get; } = [];

    /// <summary>Rounds of which only the header can be read.</summary>
    public List<RoundHead> Damaged { get; } = [];

    /// <summary>Names of files that are no segments.</summary>
    public List<string> Strangers { get; } = [];

    /// <summary>Torn tails that were cut.</summary>
    public int TornTails { get; set; }

    /// <summary>Places that held something unreadable.</summary>
    public int Damages { get; set; }
}
