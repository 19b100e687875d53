using System.Net.Sockets;

namespace WardOps.Core.Probing.OnDemand;

/// <summary>
/// The pings that people ask for: taken in and given up from any thread, sent through the sockets that all echoes use, within
/// a budget of their own. So many at once, one for each device, and no more: neither a button nor a script may become a flood.
/// </summary>
internal sealed class PingDesk(long spacingNs)
{
    /// <summary>Requests that may run at once.</summary>
    public const int Most = 32;

    private const double PerSecond = 200;
    private const int Numbers = int.MaxValue / Most;

    private readonly Lock _asking = new();   // those who ask wait for one another here; the loop never does
    private readonly SendBudget _budget = new(PerSecond);   // not that of confirmations: a fleet in trouble uses it up, and that is when people ask
    private readonly PingRequest?[] _seats = new PingRequest?[Most];
    private int _seated;
    private int _numbers;
    private volatile bool _isClosed;

    /// <summary>Seats a request. Callable from any thread.</summary>
    public PingRefusal TryAsk(PingRequest request)
    {
        lock (_asking)
        {
            if (_isClosed)
            {
                return PingRefusal.Stopping;
            }

            var free = -1;
            for (var seat = 0; seat < Most; seat++)
            {
                if (Volatile.Read(ref _seats[seat]) is not { } other)
                {
                    free = seat;
                }
                else if (other.Device == request.Device)
                {
                    return PingRefusal.DeviceBusy;
                }
            }

            if (free < 0)
            {
                return PingRefusal.TooMany;
            }

            _numbers = (_numbers + 1) % Numbers;
            request.Number = (_numbers * Most) + free;
            Interlocked.Increment(ref _seated);
            Volatile.Write(ref _seats[free], request);
            return PingRefusal.None;
        }
    }

    /// <summary>Frees its seat: nothing more is sent for it, and what becomes of the echoes under way is nobody's business. Callable from any thread, and more than once.</summary>
    public void Leave(PingRequest request)
    {
        if (Interlocked.CompareExchange(ref _seats[request.Number % Most], null, request) == request)
        {
            Interlocked.Decrement(ref _seated);
        }
    }

    /// <summary>Takes nothing more in, and sends nothing more: what has not left is cancelled, at the loop's next step. Callable from any thread.</summary>
    public void Close()
    {
        lock (_asking)
        {
            _isClosed = true;
        }
    }

    public void Refill(long elapsedNs) => _budget.Refill(elapsedNs);

    /// <summary>Whether somebody waits for an echo to an address of this family.</summary>
    public bool Wants(AddressFamily family)
    {
        for (var seat = 0; Volatile.Read(ref _seated) > 0 && seat < Most; seat++)
        {
            if (Volatile.Read(ref _seats[seat])?.Family == family)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next echo of this family that is due.</summary>
    public bool TryTake(AddressFamily family, ProbeOrder order, byte timeout, long nowMono, long nowWall, out DueEcho due)
    {
        due = default;
        if (_isClosed)
        {
            CancelRest();
        }

        for (var seat = 0; Volatile.Read(ref _seated) > 0 && seat < Most; seat++)
        {
            if (Volatile.Read(ref _seats[seat]) is { IsTaken: false } request && request.Family == family && request.NextDue <= nowMono)
            {
                if (!_budget.TryTake())
                {
                    return false;
                }

                due = new DueEcho(order, request.Number, request.Address, EchoKind.OnDemand, timeout, 0, (byte)request.Taken, nowMono, nowWall);
                request.Taken++;
                request.NextDue = nowMono + spacingNs;
                return true;
            }
        }

        return false;
    }

    /// <summary>An echo has ended. The seat may be another request's by now, or nobody's.</summary>
    public void End(int number, byte echo, EchoResult result, long rttNs, NotSentReason reason)
    {
        if (Volatile.Read(ref _seats[number % Most]) is { } request && request.Number == number && request.End(echo, result, rttNs, reason))
        {
            Leave(request);   // before it is told: whoever hears of it may ask again at once
            request.Tell();
        }
    }

    /// <summary>Nothing can be sent to addresses of this family: says so to all who wait for it.</summary>
    public void Refuse(AddressFamily family, EchoTransportState state)
    {
        for (var seat = 0; Volatile.Read(ref _seated) > 0 && seat < Most; seat++)
        {
            if (Volatile.Read(ref _seats[seat]) is { } request && request.Family == family)
            {
                Leave(request);
                request.Refuse(PingAnswer.NoSocket(state));
            }
        }
    }

    /// <summary>Echoes that have not been taken for sending end as cancelled. Those under way still have their time.</summary>
    public void CancelRest()
    {
        for (var seat = 0; seat < Most; seat++)
        {
            while (Volatile.Read(ref _seats[seat]) is { IsTaken: false } request)
            {
                End(request.Number, (byte)request.Taken++, EchoResult.Cancelled, 0, NotSentReason.None);
            }
        }
    }
}
