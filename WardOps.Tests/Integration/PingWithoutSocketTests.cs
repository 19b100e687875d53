using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Integration;

/// <summary>Pings on demand where no socket can be opened: it is not too many that ask, and the answer says what to do.</summary>
public sealed class PingWithoutSocketTests(PingWithoutSocketTests.App app) : IClassFixture<PingWithoutSocketTests.App>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Ping_OfAFamilyWithoutASocket_Is503WithWhatHelps(AddressFamily missing)
    {
        app.Missing = [missing];
        var device = missing == AddressFamily.InterNetwork ? PingApp.Number(1) : PingApp.Ipv6;

        await Eventually.TrueAsync(async () => (await app.PingAsync(device, 1, Cancellation)).Status == HttpStatusCode.ServiceUnavailable);
        var (_, body) = await app.PingAsync(device, 1, Cancellation);

        Assert.Equal("WardOps cannot ping", body.GetProperty("title").GetString());
        Assert.Equal("There is no socket. Any one of these helps: open one", body.GetProperty("detail").GetString());
    }

    /// <summary>Sockets break as the test says; the loop opens others in their place.</summary>
    public sealed class App : PingApp
    {
        internal IReadOnlyList<AddressFamily> Missing { get; set; } = [];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<IEchoTransportSource>(new Sockets(this))));
        }
    }

    private sealed class Sockets(App app) : IEchoTransportSource
    {
        public IEchoTransport Open(AddressFamily family) => new Breaking(app, family);
    }

    private sealed class Breaking(App app, AddressFamily family) : IEchoTransport
    {
        private readonly SimulatedEchoTransport _whole = new(new SimulatedNetwork(seed: 1), TimeProvider.System);
        private readonly UnavailableTransport _broken = new(new EchoClock(TimeProvider.System), "There is no socket.", ["open one"]);

        public EchoTransportState State => Now.State;

        public ushort EchoId => Now.EchoId;

        public int EchoIds => Now.EchoIds;

        public long Drops => 0;

        private IEchoTransport Now => app.Missing.Contains(family) ? _broken : _whole;

        public int Send(Span<OutgoingEcho> batch) => Now.Send(batch);

        public int Receive(Span<IncomingPacket> batch, out bool hasMore) => Now.Receive(batch, out hasMore);

        public void Dispose()
        {
        }
    }
}
