using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Spool;

/// <summary>Event ids 1440 to 1459.</summary>
internal static partial class SpoolLog
{
    [LoggerMessage(1440, LogLevel.Information, "The spool in {Folder} is open: {Rounds} rounds of an earlier run are sent again.")]
    public static partial void SpoolOpen(this ILogger logger, string folder, int rounds);

    [LoggerMessage(1441, LogLevel.Warning, "The spool in {Folder} had {TornTails} torn tails, which were cut, and {Damages} damaged places; {Lost} rounds in them are lost.")]
    public static partial void SpoolDamaged(this ILogger logger, string folder, int tornTails, int damages, int lost);

    [LoggerMessage(1442, LogLevel.Warning, "{File} in {Folder} is no segment of this spool or cannot be read; it is left alone.")]
    public static partial void NoSegment(this ILogger logger, string folder, string file);

    [LoggerMessage(1443, LogLevel.Error, "Rounds wait in memory: {Problem}")]
    public static partial void SpoolBroken(this ILogger logger, string problem);

    [LoggerMessage(1444, LogLevel.Information, "The spool in {Folder} can be written again; {Waiting} rounds that wait in memory follow.")]
    public static partial void SpoolMended(this ILogger logger, string folder, int waiting);

    [LoggerMessage(1445, LogLevel.Error, "{Count} rounds, {From:O} to {To:O}, are lost: {Reason}.")]
    public static partial void RoundsLost(this ILogger logger, int count, DateTimeOffset from, DateTimeOffset to, GapReason reason);

    [LoggerMessage(1446, LogLevel.Error, "The round of {At:O} is not kept: the clock was set back, and rounds from {From:O} to {To:O} were kept before.")]
    public static partial void ClockSetBack(this ILogger logger, DateTimeOffset at, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(1447, LogLevel.Warning, "{File} could not be removed; it is sent again at the next start.")]
    public static partial void NotRemoved(this ILogger logger, string file);

    [LoggerMessage(1448, LogLevel.Error, "The round of {At:O} in {File} cannot be read: {Problem}")]
    public static partial void RoundUnreadable(this ILogger logger, DateTimeOffset at, string file, string problem);

    [LoggerMessage(1449, LogLevel.Information, "WardOps ends with {Count} rounds in the spool; they are sent at the next start.")]
    public static partial void RoundsStay(this ILogger logger, int count);

    [LoggerMessage(1450, LogLevel.Error, "WardOps ends with {Count} rounds in memory that could not be sent; they are lost.")]
    public static partial void RoundsLeft(this ILogger logger, int count);
}
