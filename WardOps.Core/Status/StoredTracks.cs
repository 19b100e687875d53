using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>How a stored state and what was already seen since the restart go together. Pure.</summary>
public static class StoredTracks
{
    /// <summary>The track of a device whose stored row has just been read.</summary>
    /// <param name="seen">What the echoes since the start of this process say; default if nothing.</param>
    /// <param name="row">What was true before.</param>
    /// <param name="fresh">Whether the node's last round is young enough for an Up to be believed still.</param>
    public static DeviceTrack Merge(in DeviceTrack seen, StoredState row, bool fresh)
    {
        var lastReply = Math.Max(seen.LastReplyAt, Nanos(row.LastPingAt));
        if (seen.LastReplyAt != 0)
        {
            return seen with { LastReplyAt = lastReply };   // it has answered since: the past is past
        }

        var since = Nanos(row.Since);
        return row.Status switch
        {
            DeviceStatus.Down or DeviceStatus.Unreachable when row.DownSince is { } down => seen with
            {
                Status = DeviceStatus.Down,
                Since = UnixNanos.From(down),
                FirstLostAt = UnixNanos.From(down),
                FirstLost = long.MinValue,
                IsOutage = true,
                LastReplyAt = lastReply,
            },
            DeviceStatus.Up when fresh && seen.Status == DeviceStatus.Unknown => seen with
            {
                Status = DeviceStatus.Up,
                Since = since,
                LastReplyAt = lastReply,
            },
            DeviceStatus.Unknown when row.DownSince is { } silent => seen with
            {
                FirstLostAt = UnixNanos.From(silent),
                FirstLost = long.MinValue,
                IsOutage = true,
                LastReplyAt = lastReply,
            },
            _ => seen with { LastReplyAt = lastReply },
        };
    }

    private static long Nanos(DateTimeOffset? time) => time is { } t ? UnixNanos.From(t) : 0;
}
