using System.Net;
using WardOps.Core.Probing;
using WardOps.Core.Probing.OnDemand;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.OnDemand;

/// <summary>Who may ping, and what is left of a ping that was given up. On the loop itself, in virtual time.</summary>
public sealed class PingDeskTests
{
    private readonly SimulatedRun _run = new(Fleet.Of(1));

    [Fact]
    public void Leave_AfterTheSecondEcho_SendsNoThirdAndFreesThePlaceAtOnce()
    {
        var given = Ask(1, count: 20);
        _run.For(TimeSpan.FromSeconds(0.3));
        Assert.Equal(2, _run.Loop.Counters.OnDemand);

        _run.Loop.Pings.Leave(given);
        _run.Loop.Pings.Leave(given);   // a second time changes nothing
        var again = new PingRequest(given.Device, Fleet.Address(1), 1);

        Assert.Equal(PingRefusal.None, _run.Loop.Pings.TryAsk(again));
        _run.For(TimeSpan.FromSeconds(10));
        Assert.Equal(3, _run.Loop.Counters.OnDemand);
        Assert.True(again.Answer.IsCompletedSuccessfully);
        Assert.False(given.Answer.IsCompleted);
    }

    [Fact]
    public async Task End_OfAnEchoWhoseRequestHasLeft_IsNotBookedOnTheNextOneInItsSeat()
    {
        _run.Network[Fleet.Address(1)] = new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(400) };
        _run.Network[Fleet.Address(2)] = EchoBehaviour.Dead;
        var given = Ask(1, count: 1);
        _run.For(TimeSpan.FromSeconds(0.1));
        _run.Loop.Pings.Leave(given);

        var next = Ask(2, count: 1);   // the only free seats are equal, and the last one that is found is taken: the same
        Assert.Equal(given.Number % PingDesk.Most, next.Number % PingDesk.Most);
        _run.For(TimeSpan.FromSeconds(5));

        Assert.Equal(EchoResult.Lost, (await next.Answer).Report!.Echoes[0].Result);
    }

    [Fact]
    public void TryAsk_OfADeviceThatIsBeingPinged_IsRefusedUntilItHasEnded()
    {
        var first = Ask(1, count: 2);

        Assert.Equal(PingRefusal.DeviceBusy, _run.Loop.Pings.TryAsk(new PingRequest(first.Device, Fleet.Address(1), 1)));
        _run.For(TimeSpan.FromSeconds(0.5));

        Assert.True(first.Answer.IsCompletedSuccessfully);
        Assert.Equal(PingRefusal.None, _run.Loop.Pings.TryAsk(new PingRequest(first.Device, Fleet.Address(1), 1)));
    }

    [Fact]
    public async Task TryAsk_OfTheThirtyThirdDevice_IsRefusedAndTheOthersAreAllServed()
    {
        var requests = Enumerable.Range(1, PingDesk.Most).Select(i => Ask(i, count: 3)).ToList();

        Assert.Equal(PingRefusal.TooMany, _run.Loop.Pings.TryAsk(new PingRequest(Guid.NewGuid(), Fleet.Address(99), 1)));
        _run.For(TimeSpan.FromSeconds(2));

        Assert.All(requests, r => Assert.True(r.Answer.IsCompletedSuccessfully));
        Assert.All(await Task.WhenAll(requests.Select(r => r.Answer)), a => Assert.Equal(3, a.Report!.Answered));
        Assert.Equal(PingRefusal.None, _run.Loop.Pings.TryAsk(new PingRequest(Guid.NewGuid(), Fleet.Address(99), 1)));
    }

    [Fact]
    public async Task Close_InMidPing_CancelsWhatHasNotLeftAndWaitsForTheAnswersToTheRest()
    {
        var ping = Ask(1, count: 5);
        _run.For(TimeSpan.FromSeconds(0.3));

        _run.Loop.Pings.Close();
        Assert.Equal(PingRefusal.Stopping, _run.Loop.Pings.TryAsk(new PingRequest(Guid.NewGuid(), Fleet.Address(2), 1)));
        _run.For(TimeSpan.FromSeconds(0.1));

        Assert.True(ping.Answer.IsCompletedSuccessfully);
        Assert.Equal(
            [EchoResult.Answered, EchoResult.Answered, EchoResult.Cancelled, EchoResult.Cancelled, EchoResult.Cancelled],
            (await ping.Answer).Report!.Echoes.Select(e => e.Result));
        Assert.Equal(2, _run.Loop.Counters.OnDemand);
    }

    [Fact]
    public async Task TryAsk_OfAFamilyWithoutDevices_OpensItsSocketAndAsksNobodyElseThere()
    {
        var families = new List<System.Net.Sockets.AddressFamily>();
        _run.OpenFamily = (run, family) =>
        {
            families.Add(family);
            return run.NextTransport(run);
        };
        _run.For(TimeSpan.FromSeconds(3));
        var sentinels = _run.Loop.Counters.Sentinels;

        var ping = new PingRequest(Guid.NewGuid(), IPAddress.Parse("fd00::1"), 2);
        Assert.Equal(PingRefusal.None, _run.Loop.Pings.TryAsk(ping));
        _run.For(TimeSpan.FromSeconds(3));

        Assert.Equal(2, (await ping.Answer).Report!.Answered);
        Assert.Equal([System.Net.Sockets.AddressFamily.InterNetworkV6], families);
        Assert.InRange(_run.Loop.Counters.Sentinels - sentinels, 11, 13);   // four a second to 127.0.0.1, and none to ::1
    }

    [Fact]
    public async Task TryAsk_OfAFamilyThatCannotBeSentTo_IsToldWhatHelpsAndTroublesNobodyElse()
    {
        var isThere = false;
        _run.OpenFamily = (run, _) => isThere
            ? run.NextTransport(run)
            : new UnavailableTransport(new EchoClock(run.Time), "IPv6 is switched off here.", ["sysctl net.ipv6.conf.all.disable_ipv6=0"]);
        var refused = new PingRequest(Guid.NewGuid(), IPAddress.Parse("fd00::1"), 2);
        Assert.Equal(PingRefusal.None, _run.Loop.Pings.TryAsk(refused));
        _run.For(TimeSpan.FromSeconds(5));

        Assert.Equal(
            (PingRefusal.NoSocket, "IPv6 is switched off here. Any one of these helps: sysctl net.ipv6.conf.all.disable_ipv6=0"),
            ((await refused.Answer).Refusal, (await refused.Answer).Words));
        Assert.All(_run.States, s => Assert.Null(s.Problem));
        Assert.All(_run.Sights, s => Assert.True(s.IsClear));

        isThere = true;   // somebody has switched it on
        _run.For(TimeSpan.FromSeconds(11));
        var served = new PingRequest(Guid.NewGuid(), IPAddress.Parse("fd00::1"), 1);
        Assert.Equal(PingRefusal.None, _run.Loop.Pings.TryAsk(served));
        _run.For(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await served.Answer).Report!.Answered);
    }

    [Fact]
    public void Begin_WithTheFirstDeviceOfAFamilyThatWasPinged_KeepsSightOfItFromThenOn()
    {
        var catalog = Fleet.Of(1);
        var run = new SimulatedRun(catalog);
        var ping = new PingRequest(Guid.NewGuid(), IPAddress.Parse("fd00::1"), 1);
        Assert.Equal(PingRefusal.None, run.Loop.Pings.TryAsk(ping));
        run.For(TimeSpan.FromSeconds(3));
        Assert.True(ping.Answer.IsCompletedSuccessfully);

        catalog.Swap([.. Fleet.Devices(1), Fleet.Device(2, IPAddress.Parse("fd00::2"))]);
        run.For(TimeSpan.FromSeconds(20));
        var sentinels = run.Loop.Counters.Sentinels;
        run.For(TimeSpan.FromSeconds(3));

        Assert.InRange(run.Loop.Counters.Sentinels - sentinels, 22, 26);   // to both canaries
        Assert.Contains(run.Outcomes, o => o.Device.Address!.ToString() == "fd00::2" && o.Result == EchoResult.Answered);
        Assert.All(run.Sights, s => Assert.True(s.IsClear));
    }

    private PingRequest Ask(int device, int count)
    {
        var request = new PingRequest(Fleet.Device(device, Fleet.Address(device)).Id, Fleet.Address(device), count);
        Assert.Equal(PingRefusal.None, _run.Loop.Pings.TryAsk(request));
        return request;
    }
}
