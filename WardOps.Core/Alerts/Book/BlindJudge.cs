using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>The one alert that opens while WardOps cannot believe what it sees.</summary>
internal sealed class BlindJudge(AlertRegister register, AlertOptions options)
{
    private static readonly AlertKey s_key = new(AlertSubject.Monitor, AlertKind.Blind);

    public void Judge(Board board, AlertStep step)
    {
        var open = register.Find(s_key);
        if ((board.Blind ?? board.PartlyBlind) is { } blind)
        {
            if (open is null && step.At - blind.Since >= options.BlindAfter)
            {
                Open(board, blind, step);
            }

            return;
        }

        // A board of before the first tick sees nothing and is not blind: it says nothing.
        if (open is not null && board.LastRound is not null)
        {
            register.Close(open, AlertEnd.Recovered, step.At, step);
        }
    }

    private void Open(Board board, Blindness blind, AlertStep step) => register.Open(
        new Alert
        {
            Id = Guid.CreateVersion7(step.At),
            Subject = AlertSubject.Monitor,
            Kind = AlertKind.Blind,
            Severity = AlertSeverity.Critical,
            Name = "WardOps",
            RuleName = "WardOps sees nothing",
            Message = $"WardOps is {(board.Blind is null ? "partly " : "")}blind: {blind.Reason}",
            Since = blind.Since,
            VerdictAt = step.At,
            OpenedAt = step.At,
        },
        isTold: true,
        step);
}
