using WardOps.Core.Probing;

namespace WardOps.Tests.Probing;

public sealed class InFlightRingTests
{
    private readonly InFlightRing _ring = new();

    [Fact]
    public void Reserve_WithEchoesInFlight_KeepsThemInTheirOrder()
    {
        for (var i = 0; i < 1_500; i++)
        {
            _ring.Add().Round = i;
            if (i < 900)
            {
                _ring.DropOldest();
            }
        }

        _ring.Reserve(5_000);

        for (var i = 900; i < 1_500; i++)
        {
            Assert.Equal((i + 1, i), (_ring.Oldest.Ticket, _ring.Oldest.Round));
            Assert.Equal(i, _ring.Place(i + 1).Round);
            _ring.DropOldest();
        }

        Assert.True(_ring.IsEmpty);
        Assert.Equal(8_192, _ring.Room);
    }

    [Fact]
    public void Place_OfEndedEcho_IsKnownUntilItIsNeededAgain()
    {
        var ticket = _ring.NextTicket;
        _ring.Add();
        _ring.DropOldest();
        Assert.Equal(ticket, _ring.Place(ticket).Ticket);

        for (var i = 0; i < 1_024; i++)
        {
            _ring.Add();
        }

        Assert.NotEqual(ticket, _ring.Place(ticket).Ticket);
        Assert.Equal(0, _ring.Room);
    }
}
