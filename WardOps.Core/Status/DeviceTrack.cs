namespace WardOps.Core.Status;

/// <summary>What the rules remember of one device between two outcomes. Times are nanoseconds since the Unix epoch; 0 is
/// never. What decides goes by the order of echoes and by the monotonic clock, since the wall clock may be stepped.</summary>
/// <param name="Status">The verdict so far.</param>
/// <param name="Since">When the device took this status: for Down the first lost echo, for Up the first answer.</param>
/// <param name="LostInRow">Consecutive lost echoes up to now.</param>
/// <param name="FirstLostAt">When the first of them was sent. Kept while the status is Unknown, so that an outage that outlasts a
/// blind monitor keeps its beginning.</param>
/// <param name="LastReplyAt">When the last reply arrived.</param>
/// <param name="LastAnswered">Place of the youngest answered echo in the order of echoes: an older one reported lost later proves nothing.</param>
/// <param name="LastSeen">When an echo that says something (answered or lost) last ended, on the monotonic clock in nanoseconds.</param>
public readonly record struct DeviceTrack(
    DeviceStatus Status,
    long Since,
    int LostInRow,
    long FirstLostAt,
    long LastReplyAt,
    long LastAnswered,
    long LastSeen)
{
    /// <summary>Place of the first lost echo in the order of echoes. An echo lost earlier that is reported later moves the beginning back by this, and not by the wall clock.</summary>
    public long FirstLost { get; init; }

    /// <summary>It is Down, or was when the monitor lost sight of it: <see cref="FirstLostAt"/> stands until it answers. Otherwise a few lost echoes are no outage yet.</summary>
    public bool IsOutage { get; init; }

    /// <summary>Consecutive answered echoes of a device that is not Up yet.</summary>
    public int AnsweredInRow { get; init; }
}
