using WardOps.Core.Status;

namespace WardOps.Core.Notifications.Heartbeats;

/// <summary>Whether WardOps may say that it is alive. Pure.</summary>
internal static class HeartbeatRules
{
    /// <summary>Rounds may be late by so many of them.</summary>
    public const int PatienceRounds = 3;

    private static readonly TimeSpan s_dispatchPatience = TimeSpan.FromMinutes(5);

    /// <summary>Why it must be silent; null if it is alive. Alive means: rounds close, they are believed, and what they lead to can be told.</summary>
    public static string? Silent(Board board, TimeSpan interval, DateTimeOffset? lastDispatch, DateTimeOffset started, DateTimeOffset now)
    {
        if (board.LastRound is not { } round || now - round.ClosedAt > (PatienceRounds + 1) * interval)
        {
            return "no round has closed lately.";
        }

        if (board.Blind is { } blind)
        {
            return $"WardOps is blind. {blind.Reason}";
        }

        return now - (lastDispatch ?? started) > s_dispatchPatience ? "the outbox of the alerts could not be read for five minutes, so nobody could be told of anything." : null;
    }
}
