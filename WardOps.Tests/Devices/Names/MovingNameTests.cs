using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Names;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Devices.Names;

/// <summary>A device known by its name moves to another address: whenever that is, it is never Down for it.</summary>
public sealed class MovingNameTests
{
    private const string Name = "atm-7.bank.example";
    private static readonly IPAddress s_old = Fleet.Address(1);
    private static readonly IPAddress s_new = Fleet.Address(2);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    public static TheoryData<int> Moments => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Moments))]
    public void Device_WhoseCatalogIsRightAtOnce_IsNeverDown(int moment)
    {
        var watch = Watch(27, moment);

        watch.Run.Network[s_old] = EchoBehaviour.Dead;
        Move(watch.Catalog, s_new);
        watch.Run.For(30 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(DeviceStatus.Up, watch[0].Status);
        Assert.InRange(watch.Run.Outcomes.Count(o => o.Device.HostName is not null && o.Result == EchoResult.Lost), 0, 1);   // one may have been under way
    }

    /// <summary>The name has moved, and nobody has asked for it since: the device is suspect, so it is asked for at once.</summary>
    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Device_ThatMoves_IsFoundByAskingForItsName(int moment)
    {
        var watch = Watch(27, moment);
        var lookup = new ScriptedLookup { [Name] = [s_new] };
        var names = new HostNames();
        using var resolver = new NameResolver(
            watch.Catalog, names, lookup, Options.Create(new NameOptions { Refresh = TimeSpan.FromHours(1) }), watch.Run.Time, NullLogger<NameResolver>.Instance);
        names[Name] = new NameState(s_old, 0, TimeSpan.MaxValue, null);
        var suspects = new SuspectNames(resolver, ProbePolicy.Default);
        watch.Judged = suspects.Read;

        watch.Run.Network[s_old] = EchoBehaviour.Dead;
        for (var i = 0; i < 120; i++)
        {
            watch.Run.For(s_second / 4);
            await resolver.RefreshAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(watch.Downs);
        Assert.Equal(DeviceStatus.Up, watch[0].Status);
        Assert.InRange(lookup.Asked, 1, 2);   // what was under way is lost a second later
    }

    /// <summary>Five echoes are lost at the old address and one at the new: that is no outage at either.</summary>
    [Fact]
    public void Losses_AtTheOldAddress_DoNotCountAtTheNewOne()
    {
        var watch = Watch(27, 0);
        watch.Run.Network[s_old] = EchoBehaviour.Dead;
        watch.Run.Network[s_new] = EchoBehaviour.Dead;
        for (var i = 0; i < 200 && watch.Run.Outcomes.Concat(watch.Run.Confirming).Count(o => o.Device.HostName is not null && o.Result == EchoResult.Lost) < 5; i++)
        {
            watch.Run.For(s_second / 20);
        }

        Move(watch.Catalog, s_new);
        watch.Run.For(1.5 * s_second);
        Assert.Empty(watch.Downs);

        watch.Run.For(15 * s_second);
        Assert.Single(watch.Downs);   // but six at the new one are
    }

    /// <summary>An echo to IPv6 cannot leave through the socket of IPv4: until the next round the device is not asked, and not lost either.</summary>
    [Fact]
    public void Device_ThatMovesToTheOtherFamily_IsAskedThereFromTheNextRoundOn()
    {
        var watch = Watch(27, 3);
        watch.Run.Network[s_old] = EchoBehaviour.Dead;
        Move(watch.Catalog, IPAddress.Parse("fd00::7"));
        watch.Run.For(30 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(DeviceStatus.Up, watch[0].Status);
        Assert.DoesNotContain(watch.Run.Sights, s => !s.IsClear);
    }

    private static WatchedRun Watch(int seconds, int moment)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([Fleet.Device(0, s_old) with { HostName = Name }, .. Fleet.Devices(40).Skip(5)]);
        var watch = new WatchedRun(catalog);
        watch.Run.For((seconds * s_second) + TimeSpan.FromMilliseconds(500 * moment));
        Assert.Equal(DeviceStatus.Up, watch[0].Status);
        return watch;
    }

    private static void Move(DeviceCatalog catalog, IPAddress address)
        => catalog.Update(was => was.Devices.Select(d => d.HostName is null ? d : d with { Address = address }));
}
