namespace WardOps.Core.History.Spool;

/// <summary>Where the spool is and how large it may grow.</summary>
/// <param name="Folder">Absolute path; made when it is missing.</param>
/// <param name="Bytes">Most bytes on disk; whole oldest segments go first.</param>
/// <param name="Age">For how long a round may wait.</param>
/// <param name="MemoryBytes">Most bytes of bodies in memory while the disk cannot be written.</param>
internal sealed record SpoolLimits(string Folder, long Bytes, TimeSpan Age, long MemoryBytes)
{
    /// <summary>A segment ends before it grows larger, unless one round is larger.</summary>
    public const long SegmentBytes = 8 * 1024 * 1024;

    /// <summary>Rounds stay that long after their acknowledgement: a VictoriaMetrics that is killed forgets up to ten seconds of what it acknowledged.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_shortSegment = TimeSpan.FromSeconds(30);

    public static SpoolLimits From(HistoryOptions options)
        => new(Path.Combine(options.DataFolder, "spool"), options.SpoolBytes, options.SpoolAge, options.BacklogBytes);

    /// <summary>
    /// After what time a segment ends: soon when its rounds are acknowledged, so that it can go soon. While rounds wait a thousandth of the longest wait is
    /// fine enough, and a week without a server leaves a thousand files and not twenty thousand.
    /// </summary>
    public TimeSpan SegmentAge(bool isAnyWaiting) => isAnyWaiting && Age / 1000 > s_shortSegment ? Age / 1000 : s_shortSegment;
}
