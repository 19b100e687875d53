using System.Collections.Concurrent;

namespace WardOps.Core.Probing.OnDemand;

/// <summary>
/// The pings that people ask for, in one address family: taken in from any thread, sent through the socket that all echoes
/// use, within a budget of their own. So many at once and no more: a button must not become a flood.
/// </summary>
internal sealed class PingDesk(SendBudget budget, long spacingNs)
{
    /// <summary>Requests that may run or wait at once.</summary>
    public const int Most = 32;

    private readonly ConcurrentQueue<PingRequest> _asked = new();
    private readonly PingRequest?[] _running = new PingRequest?[Most];
    private int _open;
    private int _isClosed;

    /// <summary>Takes a request in; false if there are too many already or the loop has stopped.</summary>
    public bool TryAsk(PingRequest request)
    {
        if (Volatile.Read(ref _isClosed) != 0)
        {
            return false;
        }

        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            return false;
        }

        _asked.Enqueue(request);
        return true;
    }

    public bool TryTake(ProbeOrder order, byte timeout, long nowMono, long nowWall, out DueEcho due)
    {
        due = default;
        if (Volatile.Read(ref _open) == 0)
        {
            return false;
        }

        Seat(nowMono);
        for (var i = 0; i < Most; i++)
        {
            if (_running[i] is { IsTaken: false } request && request.NextDue <= nowMono)
            {
                if (!budget.TryTake())
                {
                    return false;
                }

                due = new DueEcho(order, i, request.Address, EchoKind.OnDemand, timeout, 0, (byte)request.Taken, request.NextDue, nowWall);
                request.Taken++;
                request.NextDue = nowMono + spacingNs;
                return true;
            }
        }

        return false;
    }

    public void End(int seat, byte echo, EchoResult result, long rttNs, NotSentReason reason)
    {
        if (_running[seat] is not { } request)
        {
            return;
        }

        request.End(echo, result, rttNs, reason);
        if (request.IsOver)
        {
            _running[seat] = null;
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>The loop stops: whatever has not been sent is cancelled, and nothing more is taken in.</summary>
    public void Close()
    {
        Volatile.Write(ref _isClosed, 1);
        Seat(0);
        for (var seat = 0; seat < Most; seat++)
        {
            while (_running[seat] is { IsTaken: false } request)
            {
                End(seat, (byte)request.Taken++, EchoResult.Cancelled, 0, NotSentReason.None);
            }
        }
    }

    private void Seat(long nowMono)
    {
        for (var i = 0; i < Most && !_asked.IsEmpty; i++)
        {
            if (_running[i] is null && _asked.TryDequeue(out var request))
            {
                request.NextDue = nowMono;
                _running[i] = request;
            }
        }
    }
}
