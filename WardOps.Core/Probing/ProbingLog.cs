using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>Event ids 1100 to 1199.</summary>
internal static partial class ProbingLog
{
    [LoggerMessage(1101, LogLevel.Error, "A step of the echo loop failed; it goes on in a second.")]
    public static partial void StepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1102, LogLevel.Information, "Echoes over {Family} are sent through: {Mode}.")]
    public static partial void TransportOpen(this ILogger logger, AddressFamily family, EchoTransportMode mode);

    [LoggerMessage(1103, LogLevel.Error, "No echo can be sent, all devices will be Unknown: {Problem} What helps, any one of:\n{Fixes}")]
    public static partial void TransportUnavailable(this ILogger logger, string? problem, string fixes);

    [LoggerMessage(1104, LogLevel.Warning, "{Count} rounds were left out: the wall clock was stepped, or this process had to stand still.")]
    public static partial void RoundsSkipped(this ILogger logger, long count);

    [LoggerMessage(1105, LogLevel.Information, "Probing starts with the next full round: every {Interval}, {Echoes} echoes each, timeout {Timeout}.")]
    public static partial void Starting(this ILogger logger, TimeSpan interval, int echoes, TimeSpan timeout);

    [LoggerMessage(1106, LogLevel.Information, "Probing has stopped: {Sent} echoes sent, {Answered} answered, {Lost} lost, {NotSent} not sent.")]
    public static partial void Stopped(this ILogger logger, long sent, long answered, long lost, long notSent);

    [LoggerMessage(1107, LogLevel.Debug, "The echo loop runs at its normal priority (errno {Errno}); CAP_SYS_NICE would let it run at nice -10.")]
    public static partial void PriorityRefused(this ILogger logger, int errno);

    public static void SightChanged(this ILogger logger, Sight was, Sight now)
    {
        if (now.IsClear)
        {
            logger.SightCleared(was.Problem);
        }
        else
        {
            logger.Blind(now.Problem, now.Reason);
        }
    }

    public static void FamilySightChanged(this ILogger logger, Sight now)
    {
        if (now.IsClear)
        {
            logger.FamilySightCleared();
        }
        else
        {
            logger.BlindInPart(now.Problem, now.Reason);
        }
    }

    public static void SetbackChanged(this ILogger logger, ClockSetback? setback)
    {
        if (setback is null)
        {
            logger.ClockCaughtUp();
        }
        else
        {
            logger.ClockSetBack(setback.Words);
        }
    }

    [LoggerMessage(1111, LogLevel.Warning, "{Words}")]
    private static partial void ClockSetBack(this ILogger logger, string words);

    [LoggerMessage(1112, LogLevel.Information, "Rounds and the clock agree again.")]
    private static partial void ClockCaughtUp(this ILogger logger);

    [LoggerMessage(1109, LogLevel.Error, "What is seen cannot be believed, no device changes its status ({Problem}): {Reason}")]
    private static partial void Blind(this ILogger logger, SightProblem problem, string? reason);

    [LoggerMessage(1110, LogLevel.Information, "What is seen can be believed again ({Problem} is over).")]
    private static partial void SightCleared(this ILogger logger, SightProblem problem);

    [LoggerMessage(1126, LogLevel.Error, "What is seen over one address family cannot be believed, none of its devices changes its status ({Problem}): {Reason}")]
    private static partial void BlindInPart(this ILogger logger, SightProblem problem, string? reason);

    [LoggerMessage(1127, LogLevel.Information, "What is seen over both address families can be believed again, or over neither.")]
    private static partial void FamilySightCleared(this ILogger logger);

    [LoggerMessage(1120, LogLevel.Warning, "No anchor answers any more although much of the fleet does: the uplink works, and the anchors are gone. Look at them, and at Probing:Anchors.")]
    public static partial void AnchorsGone(this ILogger logger);

    [LoggerMessage(1122, LogLevel.Warning, "Anchors on this machine itself (127.0.0.0/8, ::1) do not count as long as devices lie beyond it: they would answer through any cut. Set Probing:Anchors to hosts near it.")]
    public static partial void LoopbackAnchors(this ILogger logger);

    [LoggerMessage(1121, LogLevel.Warning, "The default gateways of this machine could not be read; what was read before stands.")]
    public static partial void GatewaysUnread(this ILogger logger, Exception exception);

    [LoggerMessage(1108, LogLevel.Warning, "Replies are falsified on purpose: fault injection is on.")]
    public static partial void FaultsInstalled(this ILogger logger);
}
