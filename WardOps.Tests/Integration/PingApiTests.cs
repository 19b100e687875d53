using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WardOps.Core.Probing.OnDemand;

namespace WardOps.Tests.Integration;

/// <summary>Pings on demand through the API: real requests, real sockets, real echoes to this machine.</summary>
public sealed class PingApiTests(PingApp app) : IClassFixture<PingApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ping_OfADisabledDevice_IsSent()
    {
        Require.IcmpSocket();

        var (status, body) = await app.PingAsync(PingApp.Number(1), 3, Cancellation);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["answered", "answered", "answered"], Results(body));
    }

    [Fact]
    public async Task Ping_OfTheFirstIpv6Address_OpensASocketForIt()
    {
        Require.RawSocket();

        var (status, body) = await app.PingAsync(PingApp.Ipv6, 2, Cancellation);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["answered", "answered"], Results(body));
    }

    [Fact]
    public async Task Ping_OfANameThatDoesNotResolve_SaysSo()
    {
        Require.IcmpSocket();

        var (status, body) = await app.PingAsync(PingApp.Nameless, 2, Cancellation);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((0, JsonValueKind.Null), (body.GetProperty("sent").GetInt32(), body.GetProperty("loss_percent").ValueKind));
        Assert.All(body.GetProperty("echoes").EnumerateArray(), e => Assert.Equal(
            ("not_sent", "DNS: the name does not resolve"), (e.GetProperty("result").GetString(), e.GetProperty("reason").GetString())));
    }

    [Fact]
    public async Task Ping_OfThirtyThreeDevicesAtOnce_IsRefusedToOneAndGrantedToTheOthers()
    {
        Require.IcmpSocket();

        // 20 echoes take 3.8 seconds at the least: whoever comes last finds the others there.
        var replies = await Task.WhenAll(Enumerable.Range(1, 33).Select(i => app.PingAsync(PingApp.Number(i), 20, Cancellation)));

        var (_, refused) = Assert.Single(replies, r => r.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("32 pings run just now, and no more may run at once. Try again in two seconds.", refused.GetProperty("detail").GetString());
        Assert.All(replies.Where(r => r.Status != HttpStatusCode.TooManyRequests), r => Assert.Equal((HttpStatusCode.OK, 20), (r.Status, r.Body.GetProperty("answered").GetInt32())));
        Assert.Equal(HttpStatusCode.OK, (await app.PingAsync(PingApp.Number(33), 1, Cancellation)).Status);
    }

    /// <summary>What the button calls is what the API calls: a device that somebody pings from a page is busy for scripts, too.</summary>
    [Fact]
    public async Task Ping_WhileThePagePingsTheSameDevice_IsRefused()
    {
        Require.IcmpSocket();
        var page = app.Engine.PingAsync(PingApp.Number(2), 20, Cancellation);

        var (status, body) = await app.PingAsync(PingApp.Number(2), 1, Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.StartsWith("This device is being pinged already.", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(20, (await page).Report!.Answered);
    }

    /// <summary>Forty clients that hang up: their echoes end with them, and nobody else is refused because of them.</summary>
    [Fact]
    public async Task Ping_GivenUpByItsClient_SendsNoMoreAndFreesItsPlace()
    {
        Require.IcmpSocket();
        var before = app.Engine.Counters.OnDemand;
        for (var i = 0; i < 40; i++)
        {
            using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var running = app.PingAsync(PingApp.Number((i % 4) + 1), 20, hangUp.Token);
            await Task.Delay(20, Cancellation);
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        for (var i = 1; i <= 4; i++)
        {
            // Its place is free once the server has heard of the hang-up.
            await Eventually.TrueAsync(async () => (await app.Engine.PingAsync(PingApp.Number(i), 1, Cancellation)).Refusal == PingRefusal.None);
        }

        var ended = app.Engine.Counters.OnDemand;
        Assert.InRange(ended - before, 0, 200);   // of 800
        Assert.Equal(HttpStatusCode.OK, (await app.PingAsync(PingApp.Number(5), 3, Cancellation)).Status);
        Assert.Equal(ended + 3, app.Engine.Counters.OnDemand);   // no echo of the others in 400 ms
    }

    [Fact]
    public async Task Ping_WhenWardOpsStops_EndsAtOnceWithWhatIsKnown()
    {
        Require.IcmpSocket();
        await using var other = new PingApp();
        await other.InitializeAsync();
        var engine = other.Engine;
        var running = other.PingAsync(PingApp.Number(1), 20, Cancellation);
        await Eventually.TrueAsync(() => engine.Counters.OnDemand >= 2);

        await other.Services.GetRequiredService<IHost>().StopAsync(Cancellation);

        var (status, body) = await running;
        var results = Results(body);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(20, results.Count);
        Assert.Contains("answered", results);
        Assert.Equal("cancelled", results[^1]);
        Assert.InRange(engine.Counters.OnDemand, 2, 19);
        Assert.Equal(PingRefusal.Stopping, (await engine.PingAsync(PingApp.Number(1), 1, Cancellation)).Refusal);
    }

    private static List<string> Results(JsonElement body) => [.. body.GetProperty("echoes").EnumerateArray().Select(e => e.GetProperty("result").GetString()!)];
}
