namespace WardOps.Core.Probing;

/// <summary>The one place where an echo ends, whatever it was sent for and however it ends: books the outcome with everybody who has to know.</summary>
internal sealed class EchoEnds(EchoLane lane, LoopParts parts)
{
    // The two clocks drift apart by less than this while an echo is under way.
    private const long LeastStepNs = 10_000_000;

    public void Answered(ref InFlightEcho echo, long rttNs, long nowMono)
    {
        echo.Fate = EchoFate.Answered;
        switch (echo.Kind)
        {
            case EchoKind.Sentinel:
                lane.Sentinels.Answered(echo.Slot, echo.SentMono, nowMono);
                break;
            case EchoKind.OnDemand:
                lane.Pings.End(echo.Slot, echo.Echo, EchoResult.Answered, rttNs, NotSentReason.None);
                break;
            default:
                lane.Confirmations.Answered(echo.Slot);
                lane.Roll.Answered(echo.Slot, echo.SentMono);
                lane.Flows.Answered(echo.Slot);
                Add(in echo, EchoResult.Answered, rttNs, 0, nowMono);
                break;
        }
    }

    public void Lost(ref InFlightEcho echo, long nowMono)
    {
        echo.Fate = EchoFate.Lost;
        switch (echo.Kind)
        {
            case EchoKind.Sentinel:
                lane.Sentinels.Lost(echo.Slot, echo.SentMono);
                break;
            case EchoKind.OnDemand:
                lane.Pings.End(echo.Slot, echo.Echo, EchoResult.Lost, 0, NotSentReason.None);
                break;
            default:
                if (lane.Sight.IsClear && echo.SentMono > lane.DoubtedUntil)
                {
                    lane.Confirmations.Lost(lane.Order, echo.Slot, nowMono);
                }

                lane.Roll.Lost(echo.Slot, echo.SentMono);
                lane.Flows.Lost(echo.Slot, nowMono);
                Add(in echo, EchoResult.Lost, 0, 0, nowMono);
                break;
        }
    }

    /// <summary>An echo in flight ends without having been answered or lost.</summary>
    public void End(ref InFlightEcho echo, EchoResult result, int errno)
    {
        echo.Fate = result == EchoResult.NotSent ? EchoFate.NotSent : EchoFate.Cancelled;
        if (echo.Kind == EchoKind.OnDemand)
        {
            lane.Pings.End(echo.Slot, echo.Echo, result, 0, SendErrors.Reason(errno));
        }
        else if (echo.Kind != EchoKind.Sentinel)
        {
            Add(in echo, result, 0, errno, echo.SentMono);
        }
        else if (result == EchoResult.NotSent)
        {
            lane.Sentinels.NotSent(echo.Slot, SendErrors.Reason(errno));
        }
    }

    /// <summary>An echo ends that never left.</summary>
    public void Unsent(in DueEcho due, EchoResult result, int errno, long nowMono)
    {
        var reason = SendErrors.Reason(errno);
        switch (due.Kind)
        {
            case EchoKind.Sentinel:
                if (result == EchoResult.NotSent)
                {
                    lane.Sentinels.NotSent(due.Slot, reason);
                }

                return;
            case EchoKind.OnDemand:
                lane.Pings.End(due.Slot, due.Echo, result, 0, reason);
                return;
            case EchoKind.Confirming:
                lane.Confirmations.NotSent(lane.Order, due.Slot, nowMono);
                break;
        }

        if (result == EchoResult.NotSent)
        {
            parts.Tally.NotSent(reason);
            lane.Roll.Unsent(due.Slot, reason);
            if (reason == NotSentReason.TooLate)
            {
                parts.Sight.TooLate();
            }
        }

        Book(due.Kind, due.Round, nowMono);
        parts.Ticks.Add(new EchoOutcome(due.Order.Device(due.Slot)!, due.Round, due.Echo, result, due.DueWall, 0, errno) { Kind = due.Kind, Family = lane.Family });
    }

    private void Add(in InFlightEcho echo, EchoResult result, long rttNs, int errno, long nowMono)
    {
        if (result == EchoResult.Lost)
        {
            parts.Tally.Lost(Why(in echo));
        }

        Book(echo.Kind, echo.Round, nowMono);
        parts.Ticks.Add(new EchoOutcome(echo.Device!, echo.Round, echo.Echo, result, SentAt(in echo), rttNs, errno)
        {
            Kind = echo.Kind,
            Family = lane.Family,
            Order = echo.SentMono,
            IsDoubted = result == EchoResult.Lost && echo.SentMono <= lane.DoubtedUntil,
            SilentSince = result == EchoResult.Lost && lane.Roll.SilentSince(echo.Slot) is var since && since != 0 ? echo.SentWall - (echo.SentMono - since) : 0,
        });
    }

    private LossReason Why(in InFlightEcho echo)
        => !lane.Sight.IsClear || echo.SentMono <= lane.DoubtedUntil ? LossReason.Doubted
            : lane.Flows.IsRefused(echo.Slot, echo.Sequence) ? LossReason.IcmpError
            : LossReason.NoAnswer;

    /// <summary>By the wall clock as it stands now: if it was stepped since the echo left, the moment has moved with it.</summary>
    private long SentAt(in InFlightEcho echo)
        => Math.Abs(parts.ClockOffset - (echo.SentWall - echo.SentMono)) < LeastStepNs ? echo.SentWall : echo.SentMono + parts.ClockOffset;

    private void Book(EchoKind kind, long round, long nowMono)
    {
        if (kind == EchoKind.Regular)
        {
            parts.Tally.RoundEcho(round, nowMono);
        }
    }
}
