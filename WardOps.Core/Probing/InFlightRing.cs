namespace WardOps.Core.Probing;

/// <summary>
/// The echoes in flight, in the order in which they were sent. Echoes with the same timeout expire in that order, so each
/// timeout in use has a cursor that walks behind, and expiry needs no timer. An echo that has ended keeps its place until the
/// place is needed again: so a late or a second reply is still known for what it is.
/// </summary>
internal sealed class InFlightRing
{
    private readonly List<Cursor> _cursors = [];
    private InFlightEcho[] _slots = new InFlightEcho[1024];
    private long _oldest = 1;
    private int _turn;

    public InFlightRing() => NextTicket = 1;

    /// <summary>The ticket that the next echo will get. Tickets begin at 1, so no empty place looks taken.</summary>
    public long NextTicket { get; private set; }

    /// <summary>Nothing waits any more, as of the last look for expired echoes.</summary>
    public bool IsEmpty => _oldest == NextTicket;

    /// <summary>How many more echoes fit in.</summary>
    public int Room => _slots.Length - (int)(NextTicket - _oldest);

    /// <summary>Takes the next place. The caller fills in everything but the ticket.</summary>
    public ref InFlightEcho Add()
    {
        ref var place = ref Place(NextTicket);
        place.Ticket = NextTicket++;
        return ref place;
    }

    /// <summary>The place where the echo with this ticket is or was; check its ticket, it may be another one's by now.</summary>
    public ref InFlightEcho Place(long ticket) => ref _slots[ticket & (_slots.Length - 1)];

    /// <summary>The next echo that still waits although its time is over. The caller ends it, and asks again until there is none.</summary>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="ticket">The echo.</param>
    public bool TryExpire(long nowMono, out long ticket)
    {
        for (; _turn < _cursors.Count; _turn++)
        {
            var cursor = _cursors[_turn];
            while (cursor.Next < NextTicket)
            {
                ref var echo = ref Place(cursor.Next);
                if (echo.Timeout == cursor.Timeout && echo.Fate == EchoFate.Waiting)
                {
                    if (nowMono - echo.SentMono <= cursor.LengthNs)
                    {
                        break;
                    }

                    ticket = cursor.Next++;
                    return true;
                }

                cursor.Next++;
            }
        }

        _turn = 0;
        Retire();
        ticket = 0;
        return false;
    }

    /// <summary>The next echo that waits at all, expired or not; for when everything has to end.</summary>
    public bool TryEnd(out long ticket) => TryExpire(long.MaxValue, out ticket);

    /// <summary>Makes room for at least <paramref name="count"/> echoes with these timeouts. Called when a round begins, never for a single echo.</summary>
    public void Reserve(int count, ReadOnlySpan<byte> timeouts)
    {
        foreach (var timeout in timeouts)
        {
            if (!_cursors.Exists(c => c.Timeout == timeout))
            {
                _cursors.Add(new Cursor(timeout) { Next = _oldest });
            }
        }

        if (count <= _slots.Length)
        {
            return;
        }

        var was = _slots;
        _slots = new InFlightEcho[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count)];
        foreach (ref var echo in was.AsSpan())
        {
            if (echo.Ticket > NextTicket - was.Length)
            {
                Place(echo.Ticket) = echo;
            }
        }
    }

    private void Retire()
    {
        var oldest = NextTicket;
        foreach (var cursor in _cursors)
        {
            oldest = Math.Min(oldest, cursor.Next);
        }

        _oldest = oldest;
    }

    private sealed class Cursor(byte timeout)
    {
        public byte Timeout { get; } = timeout;

        public long LengthNs { get; } = TimeoutClass.Nanos(timeout);

        /// <summary>Every echo before this ticket has ended or has another timeout.</summary>
        public long Next { get; set; }
    }
}
