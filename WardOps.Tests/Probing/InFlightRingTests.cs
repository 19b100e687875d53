using CsCheck;
using WardOps.Core.Probing;

namespace WardOps.Tests.Probing;

public sealed class InFlightRingTests
{
    private static readonly byte[] s_timeouts = [1, 4, 20, 60];
    private readonly InFlightRing _ring = new();

    public InFlightRingTests() => _ring.Reserve(0, [20]);

    [Fact]
    public void Reserve_WithEchoesInFlight_KeepsThemInTheirOrder()
    {
        Add(_ring, 900, sentMono: 0);
        Assert.Equal(900, Expire(_ring, 2_000_000_000).Count);
        Add(_ring, 600, sentMono: 2_000_000_000);

        _ring.Reserve(5_000, [20]);

        Assert.Equal(Enumerable.Range(901, 600).Select(t => (long)t), Expire(_ring, long.MaxValue));
        Assert.True(_ring.IsEmpty);
        Assert.Equal(8_192, _ring.Room);
    }

    [Fact]
    public void Place_OfEndedEcho_IsKnownUntilItIsNeededAgain()
    {
        var ticket = _ring.NextTicket;
        Add(_ring, 1, sentMono: 0);
        Expire(_ring, long.MaxValue);
        Assert.Equal(ticket, _ring.Place(ticket).Ticket);

        Add(_ring, 1_024, sentMono: 0);

        Assert.NotEqual(ticket, _ring.Place(ticket).Ticket);
        Assert.Equal(0, _ring.Room);
    }

    [Fact]
    public void TryExpire_WithAnyTimeouts_EndsEachEchoOnceAndNeverEarly()
        => Gen.Select(Gen.Select(Gen.Int[0, 3].Select(i => s_timeouts[i]), Gen.Int[0, 40]).Array[1, 300], Gen.Int[1, 400].Array[1, 60]).Sample((echoes, waits) =>
        {
            var ring = new InFlightRing();
            ring.Reserve(echoes.Length, s_timeouts);
            var sent = 0L;
            foreach (var (timeout, gap) in echoes)
            {
                ref var echo = ref ring.Add();
                (echo.Timeout, echo.SentMono, echo.Fate) = (timeout, sent += gap * 1_000_000L, EchoFate.Waiting);
            }

            var expired = new List<long>();
            var now = 0L;
            foreach (var wait in waits)
            {
                now += wait * 1_000_000L;
                foreach (var ticket in Expire(ring, now))
                {
                    Assert.True(now - ring.Place(ticket).SentMono > TimeoutClass.Nanos(ring.Place(ticket).Timeout));
                    expired.Add(ticket);
                }

                for (var i = 1; i <= echoes.Length; i++)
                {
                    Assert.True(ring.Place(i).Fate != EchoFate.Waiting || now - ring.Place(i).SentMono <= TimeoutClass.Nanos(ring.Place(i).Timeout));
                }
            }

            expired.AddRange(Expire(ring, long.MaxValue));
            Assert.Equal(echoes.Length, expired.Distinct().Count());
            Assert.Equal(echoes.Length, expired.Count);
        });

    private static void Add(InFlightRing ring, int count, long sentMono)
    {
        for (var i = 0; i < count; i++)
        {
            ref var echo = ref ring.Add();
            (echo.Timeout, echo.SentMono, echo.Fate) = (20, sentMono, EchoFate.Waiting);
        }
    }

    private static List<long> Expire(InFlightRing ring, long now)
    {
        List<long> expired = [];
        while (ring.TryExpire(now, out var ticket))
        {
            ring.Place(ticket).Fate = EchoFate.Lost;
            expired.Add(ticket);
        }

        return expired;
    }
}
