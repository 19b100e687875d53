using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Names;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Devices.Names;

public sealed class NameResolverTests : IDisposable
{
    private const string Name = "atm-7.bank.example";
    private static readonly IPAddress s_first = Fleet.Address(1);
    private static readonly IPAddress s_other = Fleet.Address(2);

    private readonly DeviceCatalog _catalog = new();
    private readonly Answers _answers = new();
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
        _answers.Hangs = true;
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

    [Fact]
    public async Task System_Resolver_KnowsThisMachineAndNoInvalidName()
    {
        var lookup = new SystemNameLookup();

        Assert.Contains(await lookup.FindAsync("localhost", Cancellation), IPAddress.IsLoopback);
        await Assert.ThrowsAnyAsync<SocketException>(() => lookup.FindAsync("no-such-host.invalid", Cancellation));
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

    /// <summary>A resolver in the hand of the test: real ones cannot be made to fail on the day.</summary>
    private sealed class Answers : INameLookup
    {
        private readonly Dictionary<string, IPAddress[]?> _answers = [];

        public bool Hangs { get; set; }

        public int Asked { get; private set; }

        public IPAddress[]? this[string name]
        {
            set => _answers[name] = value;
        }

        public async Task<IReadOnlyCollection<IPAddress>> FindAsync(string name, CancellationToken cancellation)
        {
            Asked++;
            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }

            return _answers.GetValueOrDefault(name) ?? throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
