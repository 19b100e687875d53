using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using WardOps.Core.Devices;
using WardOps.Core.Live;
using WardOps.Web.Api;

namespace WardOps.Tests.Integration;

public sealed class LiveHubTests(AppWithoutVictoria app) : IClassFixture<AppWithoutVictoria>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_GetsASnapshotAndThenDeltasWithoutAGap()
    {
        await using var client = await Client.ConnectAsync(app);

        var snapshot = await client.Snapshots.ReadAsync(Cancellation);
        Assert.Equal(app.Get<DeviceCatalog>().Current.Devices.Length, snapshot.Devices.Count);
        Assert.Equal(877, snapshot.Totals.Total);

        var expected = snapshot.Version + 1;
        var lastRound = snapshot.LastRound;
        for (var i = 0; i < 5 || lastRound is null; i++)   // devices come up before the first round has closed
        {
            LiveDelta delta;
            do { delta = await client.Deltas.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation); }
            while (delta.Version < expected);
            Assert.Equal(expected++, delta.Version);
            Assert.True(delta.LastRound >= lastRound || lastRound is null, "a round that was told is taken back");
            lastRound = delta.LastRound;
        }
    }

    [Fact]
    public async Task Resync_AnyTime_BringsAFreshSnapshot()
    {
        await using var client = await Client.ConnectAsync(app);
        var first = await client.Snapshots.ReadAsync(Cancellation);
        await client.Deltas.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        await client.Hub.InvokeAsync("Resync", Cancellation);

        Assert.True((await client.Snapshots.ReadAsync(Cancellation)).Version > first.Version);
    }

    private sealed class Client : IAsyncDisposable
    {
        private readonly Channel<LiveSnapshot> _snapshots = Channel.CreateUnbounded<LiveSnapshot>();
        private readonly Channel<LiveDelta> _deltas = Channel.CreateUnbounded<LiveDelta>();

        private Client(HubConnection hub)
        {
            Hub = hub;
            hub.On<JsonElement>("Snapshot", message => _snapshots.Writer.TryWrite(Read<LiveSnapshot>(message)));
            hub.On<JsonElement>("Delta", message => _deltas.Writer.TryWrite(Read<LiveDelta>(message)));
        }

        public HubConnection Hub { get; }

        public ChannelReader<LiveSnapshot> Snapshots => _snapshots;

        public ChannelReader<LiveDelta> Deltas => _deltas;

        public static async Task<Client> ConnectAsync(AppWithoutVictoria app)
        {
            var client = new Client(new HubConnectionBuilder()
                .WithUrl(new Uri(app.Server.BaseAddress, "/hubs/live"), http => http.HttpMessageHandlerFactory = _ => app.Server.CreateHandler())
                .Build());
            await client.Hub.StartAsync(Cancellation);
            return client;
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();

        private static T Read<T>(JsonElement message)
        {
            var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
            WireJson.Configure(options);
            return message.Deserialize<T>(options)!;
        }
    }
}
