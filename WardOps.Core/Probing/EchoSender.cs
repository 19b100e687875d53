namespace WardOps.Core.Probing;

/// <summary>Sends what is due, in small batches: the stamp before a batch counts for all of it, and 8 keep that error below 0.1 ms.</summary>
internal sealed class EchoSender
{
    /// <summary>Echoes per send call.</summary>
    public const int Batch = 8;

    /// <summary>How long an echo waits for room in the queue of the kernel, in nanoseconds.</summary>
    public const long PatienceNs = 20_000_000;

    private readonly InFlightRing _ring;
    private readonly EchoKey _key;
    private readonly TickBuffer _ticks;
    private readonly EchoTally _tally;
    private readonly OutgoingEcho[] _out = new OutgoingEcho[Batch];
    private readonly DueEcho[] _held = new DueEcho[Batch];
    private int _count;
    private long _blockedSince;

    public EchoSender(InFlightRing ring, EchoKey key, TickBuffer ticks, EchoTally tally)
    {
        _ring = ring;
        _key = key;
        _ticks = ticks;
        _tally = tally;
        var messages = new byte[Batch * EchoPacket.Length];
        for (var i = 0; i < Batch; i++)
        {
            _out[i].Message = messages.AsMemory(i * EchoPacket.Length, EchoPacket.Length);
        }
    }

    /// <summary>Whether echoes taken from the schedule still wait here for room.</summary>
    public bool IsHolding => _count > 0;

    /// <summary>Sends every echo of <paramref name="queue"/> that is due until <paramref name="horizon"/>.</summary>
    /// <param name="transport">Where they go.</param>
    /// <param name="queue">Where they come from.</param>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="horizon">Monotonic clock up to which echoes are released, nanoseconds.</param>
    /// <returns>How many left.</returns>
    public int SendDue(IEchoTransport transport, ScheduleQueue queue, long nowMono, long horizon)
    {
        var sent = 0;
        while (Fill(queue, nowMono, horizon))
        {
            var taken = Send(transport, ref sent);
            if (taken < _count)
            {
                Keep(taken);
                if (!GiveUp(nowMono, _out[taken].Errno))
                {
                    break;
                }
            }
            else
            {
                _count = 0;
                _blockedSince = 0;
            }
        }

        return sent;
    }

    /// <summary>Ends what still waits here, because the loop stops.</summary>
    public void Cancel()
    {
        foreach (ref readonly var due in _held.AsSpan(0, _count))
        {
            Fail(in due, EchoResult.Cancelled, 0);
        }

        _count = 0;
    }

    /// <summary>Books an echo that never left.</summary>
    public void Fail(in DueEcho due, EchoResult result, int errno)
        => _ticks.Add(new EchoOutcome(due.Device, due.Round, due.Echo, result, due.DueWall, 0, errno));

    private bool Fill(ScheduleQueue queue, long nowMono, long horizon)
    {
        while (_count < Batch && _ring.Room > _count && queue.TryTake(horizon, nowMono, out var due, out var isTooLate))
        {
            if (due.Destination == 0 || isTooLate)
            {
                Fail(in due, EchoResult.NotSent, isTooLate ? Errno.TooLate : Errno.NoSuchFamily);
            }
            else
            {
                _held[_count++] = due;
            }
        }

        return _count > 0 && _ring.Room >= _count;
    }

    private int Send(IEchoTransport transport, ref int sent)
    {
        for (var i = 0; i < _count; i++)
        {
            var token = new EchoToken(_ring.NextTicket + i, _held[i].Sequence);
            _out[i].Destination = _held[i].Destination;
            _out[i].Errno = 0;
            EchoPacket.WriteRequest(_out[i].Message.Span, _key, transport.EchoId, token, _held[i].Destination);
        }

        var taken = transport.Send(_out.AsSpan(0, _count));
        for (var i = 0; i < taken; i++)
        {
            Book(in _held[i], in _out[i], ref sent);
        }

        return taken;
    }

    private void Book(in DueEcho due, in OutgoingEcho echo, ref int sent)
    {
        ref var place = ref _ring.Add();
        place.Device = due.Device;
        place.Round = due.Round;
        place.Echo = due.Echo;
        place.Sequence = due.Sequence;
        place.Destination = due.Destination;
        place.SentMono = echo.SentMono;
        place.SentWall = echo.SentWall;
        place.Fate = echo.Errno == 0 ? EchoFate.Waiting : EchoFate.NotSent;
        if (echo.Errno == 0)
        {
            sent++;
            _tally.Sent(echo.SentMono - due.DueMono);
        }
        else
        {
            Fail(in due, EchoResult.NotSent, echo.Errno);
        }
    }

    private void Keep(int from)
    {
        _count -= from;
        Array.Copy(_held, from, _held, 0, _count);
    }

    /// <summary>Ends the echoes that have waited too long for room; true if there were any.</summary>
    private bool GiveUp(long nowMono, int errno)
    {
        _blockedSince = _blockedSince == 0 ? nowMono : _blockedSince;
        var tired = 0;
        while (tired < _count && nowMono - Math.Max(_held[tired].DueMono, _blockedSince) >= PatienceNs)
        {
            Fail(in _held[tired++], EchoResult.NotSent, errno);
        }

        Keep(tired);
        return tired > 0;
    }
}
