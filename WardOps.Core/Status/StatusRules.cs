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
        EchoResult.Answered => Answered(in was, outcome.SentAt, outcome.SentAt + outcome.RttNs),
        EchoResult.Lost when outcome.SentAt > was.LastAnsweredSentAt => Lost(in was, outcome.SentAt, downAfter),
        _ => was,
    };

    /// <summary>The track at a moment without news: a device that nobody has heard of for too long is Unknown, whatever it was.</summary>
    /// <param name="was">What was known.</param>
    /// <param name="now">Wall clock, nanoseconds since the Unix epoch.</param>
    /// <param name="believedSince">Samples are missed only from here on: the start of this process, in nanoseconds since the Unix epoch.</param>
    /// <param name="staleAfter">How long a sample is believed, in nanoseconds.</param>
    public static DeviceTrack Age(in DeviceTrack was, long now, long believedSince, long staleAfter)
        => was.Status != DeviceStatus.Unknown && now - Math.Max(was.LastSampleAt, believedSince) > staleAfter
            ? was with
            {
                Status = DeviceStatus.Unknown,
                Since = now,
                LostInRow = 0,
                FirstLostAt = was.Status == DeviceStatus.Down ? was.FirstLostAt : 0,   // an outage goes on; a few lost echoes were none yet
            }
            : was;

    private static DeviceTrack Answered(in DeviceTrack was, long sentAt, long repliedAt) => was with
    {
        Status = DeviceStatus.Up,
        Since = was.Status == DeviceStatus.Up ? was.Since : repliedAt,
        LostInRow = 0,
        FirstLostAt = 0,
        LastReplyAt = Math.Max(was.LastReplyAt, repliedAt),
        LastAnsweredSentAt = Math.Max(was.LastAnsweredSentAt, sentAt),
        LastSampleAt = Math.Max(was.LastSampleAt, sentAt),
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
            LastSampleAt = Math.Max(was.LastSampleAt, sentAt),
        };
    }
}
