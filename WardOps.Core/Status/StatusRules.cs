using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>The decisions on status: pure functions of what was known and what was seen.</summary>
public static class StatusRules
{
    /// <summary>The track after one more echo has ended.</summary>
    /// <param name="was">What was known.</param>
    /// <param name="outcome">What was seen.</param>
    /// <param name="downAfter">Consecutive lost echoes that make a device Down; at least 1.</param>
    public static DeviceTrack Next(in DeviceTrack was, in EchoOutcome outcome, int downAfter) => outcome.Result switch
    {
        EchoResult.Answered => Answered(in was, outcome.Order, outcome.SentAt + outcome.RttNs),
        EchoResult.Lost when outcome.Order > was.LastAnswered => Lost(in was, outcome.SentAt, downAfter),
        _ => was,
    };

    /// <summary>The track at a moment without news: a device that nobody has heard of for too long is Unknown, whatever it was.</summary>
    /// <param name="was">What was known.</param>
    /// <param name="wall">Wall clock, nanoseconds since the Unix epoch: the beginning of the new status.</param>
    /// <param name="mono">Monotonic clock, nanoseconds: decides, since a stepped wall clock must neither hide silence nor feign it.</param>
    /// <param name="believedSince">Samples are missed only from here on: the start of this process, on the monotonic clock.</param>
    /// <param name="staleAfter">How long a sample is believed, in nanoseconds.</param>
    public static DeviceTrack Age(in DeviceTrack was, long wall, long mono, long believedSince, long staleAfter)
        => was.Status != DeviceStatus.Unknown && mono - Math.Max(was.LastSeen, believedSince) > staleAfter
            ? was with
            {
                Status = DeviceStatus.Unknown,
                Since = wall,
                LostInRow = 0,
                FirstLostAt = was.Status == DeviceStatus.Down ? was.FirstLostAt : 0,   // an outage goes on; a few lost echoes were none yet
            }
            : was;

    private static DeviceTrack Answered(in DeviceTrack was, long order, long repliedAt) => was with
    {
        Status = DeviceStatus.Up,
        Since = was.Status == DeviceStatus.Up ? was.Since : repliedAt,
        LostInRow = 0,
        FirstLostAt = 0,
        LastReplyAt = order > was.LastAnswered ? repliedAt : was.LastReplyAt,
        LastAnswered = Math.Max(was.LastAnswered, order),
    };

    private static DeviceTrack Lost(in DeviceTrack was, long sentAt, int downAfter)
    {
        var lost = was.LostInRow + 1;
        var first = was.FirstLostAt == 0 ? sentAt : Math.Min(was.FirstLostAt, sentAt);
        var down = was.Status == DeviceStatus.Down || lost >= downAfter;
        return was with
        {
            Status = down ? DeviceStatus.Down : was.Status,
            Since = down ? first : was.Since,
            LostInRow = lost,
            FirstLostAt = first,
        };
    }
}
