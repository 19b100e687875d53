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

    /// <summary>So far back rounds are sent again after a restart: a VictoriaMetrics that is killed forgets up to ten seconds of what it acknowledged.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromSeconds(60);

    /// <summary>
    /// So long rounds stay on disk after their acknowledgement. Where a restart cannot be seen only reading back notices that rounds are gone: half a minute after
    /// the acknowledgement at the soonest, half a minute more to be sure, and each time up to a minute of waiting for its turn.
    /// </summary>
    public static readonly TimeSpan KeepOnDisk = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_shortSegment = TimeSpan.FromSeconds(30);

    public static SpoolLimits From(HistoryOptions options)
        => new(Path.Combine(options.DataFolder, "spool"), options.SpoolBytes, options.SpoolAge, options.BacklogBytes);

    /// <summary>
    /// After what time a segment ends: soon when its rounds are acknowledged, so that it can go soon. While rounds wait a thousandth of the longest wait is
    /// fine enough, and a week without a server leaves a thousand files and not twenty thousand.
    /// </summary>
    public TimeSpan SegmentAge(bool isAnyWaiting) => isAnyWaiting && Age / 1000 > s_shortSegment ? Age / 1000 : s_shortSegment;
}
