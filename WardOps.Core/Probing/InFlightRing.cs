namespace WardOps.Core.Probing;

/// <summary>
/// The echoes in flight, in the order in which they were sent. The timeout is the same for all, so the oldest is always
/// the first to expire, and expiry needs no timer. An echo that has ended keeps its place until the place is needed again:
/// so a late or a second reply is still known for what it is.
/// </summary>
internal sealed class InFlightRing
{
    private InFlightEcho[] _slots = new InFlightEcho[1024];
    private long _oldest = 1;

    public InFlightRing() => NextTicket = 1;

    /// <summary>The ticket that the next echo will get. Tickets begin at 1, so no empty place looks taken.</summary>
    public long NextTicket { get; private set; }

    public bool IsEmpty => _oldest == NextTicket;

    /// <summary>How many more echoes fit in.</summary>
    public int Room => _slots.Length - (int)(NextTicket - _oldest);

    public ref InFlightEcho Oldest => ref Place(_oldest);

    /// <summary>Takes the next place. The caller fills in everything but the ticket.</summary>
    public ref InFlightEcho Add()
    {
        ref var place = ref Place(NextTicket);
        place.Ticket = NextTicket++;
        return ref place;
    }

    public void DropOldest() => _oldest++;

    /// <summary>The place where the echo with this ticket is or was; check its ticket, it may be another one's by now.</summary>
    public ref InFlightEcho Place(long ticket) => ref _slots[ticket & (_slots.Length - 1)];

    /// <summary>Makes room for at least <paramref name="count"/> echoes. Called when a round begins, never for a single echo.</summary>
    public void Reserve(int count)
    {
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
}
