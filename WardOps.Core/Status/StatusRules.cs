using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>The decisions on status: pure functions of what was known and what was seen.</summary>
public static class StatusRules
{
    /// <summary>The track after one more echo has ended.</summary>
    /// <param name="was">What was known.</param>
    /// <param name="outcome">What was seen.</param>
    /// <param name="downAfter">Consecutive lost echoes that make a device Down; at least 1.</param>
    /// <param name="upAfter">Consecutive answered echoes that make it Up; at least 1.</param>
    public static DeviceTrack Next(in DeviceTrack was, in EchoOutcome outcome, int downAfter, int upAfter = 1) => outcome.Result switch
    {
        EchoResult.Answered => Answered(in was, outcome.Order, outcome.SentAt + outcome.RttNs, upAfter),
        EchoResult.Lost when outcome.Order > was.LastAnswered && !outcome.IsDoubted => Lost(in was, outcome.Order, outcome.SentAt, downAfter),
        EchoResult.NotSent when outcome.Reason == NotSentReason.NoAddress => Nameless(in was, outcome.SentAt),
        _ => was,
    };

    /// <summary>The track while the monitor cannot be believed: what stands stands, but nobody stays suspect by what was lost until then.</summary>
    public static DeviceTrack Unbelieved(in DeviceTrack was)
        => was.Status == DeviceStatus.Down || was.LostInRow == 0 ? was : Unsuspected(in was);

    /// <summary>The track, while the monitor cannot be believed, of a device whose Down still waits for its parents: it has not been told, so it must not be until it is seen again.</summary>
    public static DeviceTrack Untold(in DeviceTrack was, in Standing told) => was.Status != DeviceStatus.Down || told.IsAway ? was : was with
    {
        Status = told.Status,
        Since = told.Since,
        LostInRow = 0,
        FirstLostAt = told.Status == DeviceStatus.Up ? 0 : was.FirstLostAt,
        IsOutage = told.Status != DeviceStatus.Up && was.IsOutage,
    };

    /// <summary>The track of a device that is asked at another address from now on: what was lost at the old one says nothing of the new one.</summary>
    public static DeviceTrack Moved(in DeviceTrack was) => Unbelieved(in was);

    /// <summary>The track after the wall clock was stepped: all that happened is as long ago as before.</summary>
    /// <param name="was">What was known.</param>
    /// <param name="step">By how much the wall clock moved against the monotonic one, in nanoseconds.</param>
    public static DeviceTrack Stepped(in DeviceTrack was, long step) => was with
    {
        Since = Stepped(was.Since, step),
        FirstLostAt = Stepped(was.FirstLostAt, step),
        LastReplyAt = Stepped(was.LastReplyAt, step),
    };

    /// <summary>The track at a moment without news: a device that nobody has heard of for too long is Unknown, whatever it was.</summary>
    /// <param name="was">What was known.</param>
    /// <param name="wall">Wall clock, nanoseconds since the Unix epoch: the beginning of the new status.</param>
    /// <param name="mono">Monotonic clock, nanoseconds: decides, since a stepped wall clock must neither hide silence nor feign it.</param>
    /// <param name="believedSince">Samples are missed only from here on: the start of this process, on the monotonic clock.</param>
    /// <param name="staleAfter">How long a sample is believed, in nanoseconds.</param>
    public static DeviceTrack Age(in DeviceTrack was, long wall, long mono, long believedSince, long staleAfter)
        => was.Status != DeviceStatus.Unknown && mono - Math.Max(was.LastSeen, believedSince) > staleAfter
            ? Unsuspected(in was) with { Status = DeviceStatus.Unknown, Since = wall, AnsweredInRow = 0 }
            : was;

    private static DeviceTrack Answered(in DeviceTrack was, long order, long repliedAt, int upAfter)
    {
        var answered = was.Status == DeviceStatus.Up ? 0 : was.AnsweredInRow + 1;
        var isUp = was.Status == DeviceStatus.Up || answered >= upAfter;
        return was with
        {
            Status = isUp ? DeviceStatus.Up : was.Status,
            Since = isUp && was.Status != DeviceStatus.Up ? repliedAt : was.Since,
            LostInRow = 0,
            AnsweredInRow = isUp ? 0 : answered,
            FirstLostAt = isUp || !was.IsOutage ? 0 : was.FirstLostAt,   // an outage keeps its beginning until it is over
            IsOutage = !isUp && was.IsOutage,
            LastReplyAt = order > was.LastAnswered ? repliedAt : was.LastReplyAt,
            LastAnswered = Math.Max(was.LastAnswered, order),
        };
    }

    /// <summary>A name that does not resolve says nothing of the device behind it, whatever was held of it until then.</summary>
    private static DeviceTrack Nameless(in DeviceTrack was, long at) => was.Status == DeviceStatus.Unknown
        ? was
        : Unsuspected(in was) with { Status = DeviceStatus.Unknown, Since = at, AnsweredInRow = 0 };

    /// <summary>An outage goes on; a few lost echoes were none yet.</summary>
    private static DeviceTrack Unsuspected(in DeviceTrack was) => was with { LostInRow = 0, FirstLostAt = was.IsOutage ? was.FirstLostAt : 0 };

    private static long Stepped(long at, long step) => at == 0 ? 0 : at + step;

    private static DeviceTrack Lost(in DeviceTrack was, long order, long sentAt, int downAfter)
    {
        var lost = was.LostInRow + 1;
        var isFirst = was.FirstLostAt == 0 || order < was.FirstLost;
        var first = isFirst ? sentAt : was.FirstLostAt;
        var down = was.Status == DeviceStatus.Down || lost >= downAfter;
        return was with
        {
            Status = down ? DeviceStatus.Down : was.Status,
            Since = down ? first : was.Since,
            LostInRow = lost,
            AnsweredInRow = 0,
            FirstLostAt = first,
            FirstLost = isFirst ? order : was.FirstLost,
            IsOutage = down || was.IsOutage,
        };
    }
}
