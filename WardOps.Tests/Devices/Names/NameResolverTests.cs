using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Names;
using WardOps.Core.Status;
using WardOps.Tests.Integration;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Devices.Names;

public sealed class NameResolverTests : IDisposable
{
    private const string Name = "atm-7.bank.example";
    private static readonly IPAddress s_first = Fleet.Address(1);
    private static readonly IPAddress s_other = Fleet.Address(2);

    private readonly DeviceCatalog _catalog = new();
    private readonly ScriptedLookup _answers = new();
    private readonly FakeTimeProvider _time = new();
    private readonly NameResolver _resolver;

    public NameResolverTests()
    {
        _resolver = new NameResolver(
            _catalog, new HostNames(), _answers, Options.Create(new NameOptions()), _time, NullLogger<NameResolver>.Instance);
        _catalog.Swap([Fleet.Device(1, IPAddress.None) with { Address = null, HostName = Name }, Fleet.Device(3, Fleet.Address(3))]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IPAddress? Address => _catalog.Current.Devices[0].Address;

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public async Task Name_ThatResolves_BringsItsAddressIntoTheCatalogOnce()
    {
        _answers[Name] = [s_first];
        await _resolver.RefreshAsync(Cancellation);
        var catalog = _catalog.Current;
        await _resolver.RefreshAsync(Cancellation);

        Assert.Equal((s_first, Name), (Address, catalog.Devices[0].Ip));
        Assert.Same(catalog, _catalog.Current);
        Assert.Equal(1, _answers.Asked);
    }

    [Fact]
    public async Task Name_WithSeveralAddresses_KeepsTheOneItHas()
    {
        _answers[Name] = [s_first, s_other];
        await _resolver.RefreshAsync(Cancellation);
        await AgainAsync(TimeSpan.FromMinutes(1), [s_other, s_first]);
        Assert.Equal(s_first, Address);

        await AgainAsync(TimeSpan.FromMinutes(1), [s_other]);

        Assert.Equal(s_other, Address);
    }

    [Fact]
    public async Task Name_ThatFails_KeepsItsAddressForThreeQuestionsAndComesBack()
    {
        _answers[Name] = [s_first];
        await _resolver.RefreshAsync(Cancellation);

        await AgainAsync(TimeSpan.FromMinutes(1), null);
        await AgainAsync(TimeSpan.FromSeconds(5), null);
        Assert.Equal(s_first, Address);
        await AgainAsync(TimeSpan.FromSeconds(5), null);
        Assert.Null(Address);
        await AgainAsync(TimeSpan.FromSeconds(5), [s_other]);

        Assert.Equal(s_other, Address);
    }

    [Fact]
    public async Task Resolver_ThatHangs_FailsAfterItsTimeoutAndLeavesTheOthersAlone()
    {
        using var hanging = _answers.Hang();
        var refresh = _resolver.RefreshAsync(Cancellation);
        while (!refresh.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Cancellation);
        }

        await refresh;
        Assert.Null(Address);
        Assert.Equal(Fleet.Address(3), _catalog.Current.Devices[1].Address);
    }

    /// <summary>Whatever is done to the wall clock: a name is asked for again when its minute is over.</summary>
    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    public async Task WallClock_SteppedByDays_HoldsNoNameBackAndHurriesNone(int days)
    {
        var time = new TwoClocks(SimulatedRun.Noon);
        using var resolver = new NameResolver(_catalog, new HostNames(), _answers, Options.Create(new NameOptions()), time, NullLogger<NameResolver>.Instance);
        _answers[Name] = [s_first];
        await resolver.RefreshAsync(Cancellation);

        time.StepWall(TimeSpan.FromDays(days));
        for (var i = 0; i < 600; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await resolver.RefreshAsync(Cancellation);
        }

        Assert.Equal(11, _answers.Asked);
    }

    [Fact]
    public async Task Name_WhoseDeviceIsSuspect_IsAskedForAtOnceAndNotMoreThanOnceASecond()
    {
        _answers[Name] = [s_first];
        await _resolver.RefreshAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        _answers[Name] = [s_other];

        for (var i = 0; i < 20; i++)
        {
            _resolver.AskSoon(Name);
            _resolver.AskSoon("nobody.example");
            await _resolver.RefreshAsync(Cancellation);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(s_other, Address);
        Assert.Equal(3, _answers.Asked);
    }

    [Fact]
    public async Task Names_ThatFail_NeverTakeTheLastThreadFromThoseThatResolve()
    {
        _catalog.Swap([.. Enumerable.Range(0, 50).Select(i => Fleet.Device(i, IPAddress.None) with { Address = null, HostName = $"bad-{i}.example" })]);
        await _resolver.RefreshAsync(Cancellation);   // they fail at once, this time
        _time.Advance(TimeSpan.FromSeconds(6));
        using var hanging = _answers.Hang();
        _resolver.Step();
        await Eventually.TrueAsync(() => _answers.Blocked == LookupThreads.Count - 1);

        _answers[Name] = [s_first];
        _catalog.Update(was => was.Devices.Append(Fleet.Device(99, IPAddress.None) with { Address = null, HostName = Name }));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() =>
        {
            _resolver.Step();
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return _catalog.Current.Devices.Any(d => s_first.Equals(d.Address));
        });

        Assert.Equal(LookupThreads.Count - 1, _answers.Blocked);
    }

    /// <summary>A resolver whose servers are away blocks whoever asks it: that may cost its own threads, and nobody else's.</summary>
    [Fact]
    public async Task Resolver_ThatHangsForHundredsOfNames_TakesNoThreadOfThePoolAndDelaysNobody()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Enumerable.Range(0, 300).Select(i => Fleet.Device(i, IPAddress.None) with { Address = null, HostName = $"atm-{i}.bank.example" }));
        using var hanging = _answers.Hang();
        using var resolver = new NameResolver(
            catalog, new HostNames(), _answers, Options.Create(new NameOptions { Timeout = TimeSpan.FromMilliseconds(200) }), TimeProvider.System, NullLogger<NameResolver>.Instance);
        await resolver.StartAsync(Cancellation);
        await Eventually.TrueAsync(() => _answers.Blocked == LookupThreads.Count);

        var waits = await PoolWaitsAsync(30);

        Assert.Equal(LookupThreads.Count, _answers.Blocked);
        Assert.Equal(0, _answers.AskedOnPool);
        Assert.InRange(waits.Order().ElementAt(15), TimeSpan.Zero, TimeSpan.FromMilliseconds(500));   // with its threads taken it was 15 s
        await resolver.StopAsync(Cancellation);
    }

    /// <summary>How long a reader on the pool waits for what a thread of its own writes, like the pump for its ticks.</summary>
    private static async Task<List<TimeSpan>> PoolWaitsAsync(int count)
    {
        var channel = Channel.CreateUnbounded<long>();
        var writer = new Thread(() =>
        {
            using var never = new ManualResetEventSlim();
            for (var i = 0; i < count; i++)
            {
                channel.Writer.TryWrite(TimeProvider.System.GetTimestamp());
                never.Wait(TimeSpan.FromMilliseconds(50));
            }

            channel.Writer.Complete();
        });
        writer.Start();
        var waits = new List<TimeSpan>();
        await foreach (var written in channel.Reader.ReadAllAsync(Cancellation))
        {
            waits.Add(TimeProvider.System.GetElapsedTime(written));
        }

        return waits;
    }

    [Fact]
    public void System_Resolver_KnowsThisMachineAndNoInvalidName()
    {
        var lookup = new SystemNameLookup();

        Assert.Contains(lookup.Find("localhost"), IPAddress.IsLoopback);
        Assert.ThrowsAny<SocketException>(() => lookup.Find("no-such-host.invalid"));
    }

    [Fact]
    public void Device_WhoseNameStopsResolving_IsUnknownBecauseOfDnsAndNeverDown()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([Fleet.Device(0, s_first) with { HostName = Name }, .. Fleet.Devices(20).Skip(5)]);
        var watch = new WatchedRun(catalog);
        watch.Run.For(TimeSpan.FromSeconds(25));
        Assert.Equal(DeviceStatus.Up, watch[0].Status);

        catalog.Update(was => was.Devices.Select(d => d.HostName is null ? d : d with { Address = null }));
        watch.Run.For(TimeSpan.FromSeconds(25));
        Assert.Equal((DeviceStatus.Unknown, "DNS: the name does not resolve"), (watch[0].Status, watch[0].Hint));

        catalog.Update(was => was.Devices.Select(d => d.HostName is null ? d : d with { Address = s_other }));
        watch.Run.For(TimeSpan.FromSeconds(25));

        Assert.Equal((DeviceStatus.Up, (string?)null), (watch[0].Status, watch[0].Hint));
        Assert.Empty(watch.Downs);
        Assert.DoesNotContain(watch.Run.Sights, s => !s.IsClear);
    }

    private async Task AgainAsync(TimeSpan later, IPAddress[]? answer)
    {
        _time.Advance(later);
        _answers[Name] = answer;
        await _resolver.RefreshAsync(Cancellation);
    }
}
