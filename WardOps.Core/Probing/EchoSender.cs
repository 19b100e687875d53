namespace WardOps.Core.Probing;

/// <summary>Sends what is due, in small batches: the stamp before a batch counts for all of it, and 8 keep that error below 0.1 ms.</summary>
internal sealed class EchoSender
{
    /// <summary>Echoes per send call.</summary>
    public const int Batch = 8;

    /// <summary>Echoes from one reading to the next.</summary>
    public const int MostAtOnce = 64;

    /// <summary>How long an echo waits for room in the queue of the kernel, in nanoseconds.</summary>
    public const long PatienceNs = 20_000_000;

    private readonly EchoLane _lane;
    private readonly EchoEnds _ends;
    private readonly LoopParts _parts;
    private readonly OutgoingEcho[] _out = new OutgoingEcho[Batch];
    private readonly EchoToken[] _tokens = new EchoToken[Batch];
    private readonly DueEcho[] _held = new DueEcho[Batch];
    private int _count;
    private long _blockedSince;

    public EchoSender(EchoLane lane, EchoEnds ends, LoopParts parts)
    {
        _lane = lane;
        _ends = ends;
        _parts = parts;
        var messages = new byte[Batch * EchoPacket.Length];
        for (var i = 0; i < Batch; i++)
        {
            _out[i].Message = messages.AsMemory(i * EchoPacket.Length, EchoPacket.Length);
        }
    }

    /// <summary>The kernel had no room for the last batch, which waits.</summary>
    public bool IsBlocked => _blockedSince != 0;

    /// <summary>Sends the echoes that are due, <see cref="MostAtOnce"/> of them at the most.</summary>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="nowWall">Wall clock, nanoseconds since the Unix epoch.</param>
    /// <param name="horizon">Monotonic clock up to which the echoes of rounds are released, nanoseconds.</param>
    /// <returns>How many left.</returns>
    public int SendDue(long nowMono, long nowWall, long horizon)
    {
        var sent = 0;
        while (sent < MostAtOnce && Fill(nowMono, nowWall, horizon))
        {
            var taken = Send(nowMono, ref sent);
            if (taken < _count)
            {
                Keep(taken);
                _blockedSince = taken > 0 ? 0 : _blockedSince;   // it moves on, if slowly
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
            _ends.Unsent(in due, EchoResult.Cancelled, 0, 0);
        }

        _count = 0;
    }

    private bool Fill(long nowMono, long nowWall, long horizon)
    {
        while (_count < Batch && _lane.Ring.Room > _count && _lane.TryTake(nowMono, nowWall, horizon, out var due, out var isTooLate))
        {
            if (!due.Destination.IsSet || isTooLate)
            {
                _ends.Unsent(in due, EchoResult.NotSent, isTooLate ? Errno.TooLate : Errno.NoAddress, nowMono);
            }
            else if (due.Destination.Family != _lane.Family)
            {
                _ends.Unsent(in due, EchoResult.NotSent, Errno.NetDown, nowMono);   // a name that moved to the other family within the round: from the next one on
            }
            else
            {
                _held[_count++] = due;
            }
        }

        return _count > 0 && _lane.Ring.Room >= _count;
    }

    private int Send(long nowMono, ref int sent)
    {
        var transport = _lane.Transport;
        for (var i = 0; i < _count; i++)
        {
            ref readonly var due = ref _held[i];
            var isDevice = due.Kind is EchoKind.Regular or EchoKind.Confirming;
            var ticket = _lane.Ring.NextTicket + i;
            var variant = isDevice ? _lane.Flows.Variant(due.Slot) & (transport.EchoIds - 1) : 0;
            _tokens[i] = new EchoToken(
                ticket, isDevice ? _lane.Flows.NextSequence(due.Slot) : (ushort)ticket, (ushort)(transport.EchoId + variant));
            _out[i].Destination = due.Destination;
            _out[i].Errno = 0;
            EchoPacket.WriteRequest(_out[i].Message.Span, _parts.Key, _tokens[i], due.Destination);
        }

        var taken = transport.Send(_out.AsSpan(0, _count));
        for (var i = 0; i < taken; i++)
        {
            Book(i, nowMono, ref sent);
        }

        return taken;
    }

    private void Book(int index, long nowMono, ref int sent)
    {
        ref readonly var due = ref _held[index];
        ref readonly var echo = ref _out[index];
        ref var place = ref _lane.Ring.Add();   // also for one that failed: the tickets of the batch are given already
        place.Device = due.Kind is EchoKind.Regular or EchoKind.Confirming ? due.Order.Device(due.Slot) : null;
        place.Round = due.Round;
        place.Slot = due.Slot;
        place.Echo = due.Echo;
        place.Kind = due.Kind;
        place.Timeout = due.Timeout;
        place.Sequence = _tokens[index].Sequence;
        place.Id = _tokens[index].Id;
        place.SentMono = echo.SentMono;
        place.SentWall = echo.SentWall;
        place.Fate = echo.Errno == 0 ? EchoFate.Waiting : EchoFate.NotSent;
        if (echo.Errno != 0)
        {
            _ends.Unsent(in due, EchoResult.NotSent, echo.Errno, nowMono);
            return;
        }

        sent++;
        _parts.Tally.Sent(due.Kind, echo.SentMono - due.DueMono);
        if (place.Device is not null)
        {
            _lane.Confirmations.Sent(due.Slot, echo.SentMono);
            _lane.Roll.Sent(due.Slot);
            _parts.Sight.Sent(due.Kind == EchoKind.Regular ? echo.SentMono - due.DueMono : 0);
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
            _ends.Unsent(in _held[tired++], EchoResult.NotSent, errno, nowMono);
        }

        Keep(tired);
        return tired > 0;
    }
}
