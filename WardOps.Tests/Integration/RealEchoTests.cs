using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.OnDemand;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Integration;

/// <summary>Real echoes through the real socket, to 127.0.0.0/8 only.</summary>
public sealed class RealEchoTests
{
    [Theory]
    [InlineData("Auto")]
    [InlineData("Managed")]
    public async Task Round_Of877Devices_IsAnsweredWhole(string transport)
    {
        Require.IcmpSocket();
        await using var services = Probing(877, ("Probing:Transport", transport));
        var service = services.GetRequiredService<EchoService>();
        var rounds = new RoundAssembler();

        await service.StartAsync(TestContext.Current.CancellationToken);
        var round = await FirstRoundAsync(service.Ticks, rounds, TestContext.Current.CancellationToken);
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(877, round.Catalog.Probed.Length);
        Assert.All(round.Catalog.Probed, d => Assert.Equal(5, round[d].Answered));
        Assert.All(round.Catalog.Probed, d => Assert.InRange(round[d].RttMeanMs, 0, 200));   // to a hundredth of a millisecond: on loopback now and then 0
        Assert.InRange(round.Catalog.Probed.Average(d => round[d].RttMeanMs), 0.001, 200);
        Assert.Equal(0, round.At.ToUnixTimeMilliseconds() % 2000);
        Assert.Equal(0, service.Counters.Lost);
        TestContext.Current.TestOutputHelper?.WriteLine($"{service.Counters}; RTT mean {round.Results.Average(r => r.RttMeanMs) * 1000:F1} us");
    }

    [Theory]
    [InlineData("Auto")]
    [InlineData("Managed")]
    public async Task Round_OfBothFamilies_IsAnsweredWhole(string transport)
    {
        Require.RawSocket();
        await using var services = Probing(20, ("Probing:Transport", transport));
        services.GetRequiredService<DeviceCatalog>().Swap([.. Fleet.Devices(20), Fleet.Device(99, IPAddress.IPv6Loopback)]);
        var service = services.GetRequiredService<EchoService>();

        await service.StartAsync(TestContext.Current.CancellationToken);
        var round = await FirstRoundAsync(service.Ticks, new RoundAssembler(), TestContext.Current.CancellationToken);
        var now = await service.PingAsync(Fleet.Device(99, IPAddress.IPv6Loopback), 3, TestContext.Current.CancellationToken);
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.All(round.Catalog.Probed, d => Assert.Equal(5, round[d].Answered));
        Assert.Equal((3, 3), (now.Report!.Sent, now.Report.Answered));
        Assert.InRange(service.Counters.Sentinels, 4, 1_000);
        Assert.Equal(0, service.Counters.BlindTicks);
    }

    [Fact]
    public async Task Ping_OnDemand_GoesThroughTheSameSocketAndCountsForNoRound()
    {
        Require.IcmpSocket();
        await using var services = Probing(3);
        var service = services.GetRequiredService<EchoService>();
        await service.StartAsync(TestContext.Current.CancellationToken);

        var answered = (await service.PingAsync(Fleet.Device(7, Fleet.Address(7)), 5, TestContext.Current.CancellationToken)).Report;
        var nameless = (await service.PingAsync(Fleet.Device(8, Fleet.Address(8)) with { HostName = "gone.example", Address = null }, 2, TestContext.Current.CancellationToken)).Report;
        var many = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => service.PingAsync(Fleet.Device(i, Fleet.Address(i)), 1, TestContext.Current.CancellationToken)));
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((5, 5, 0.0), (answered!.Sent, answered.Answered, answered.LossPercent));
        Assert.All(answered.Echoes, e => Assert.InRange(e.RttMs!.Value, 0.0001, 200));
        Assert.Equal((0, "DNS: the name does not resolve"), (nameless!.Sent, nameless.Echoes[0].Reason));
        Assert.InRange(many.Count(m => m.Report is not null), 32, 99);   // more at once are refused
        Assert.All(many.Select(m => m.Report).OfType<PingReport>(), m => Assert.Equal(1, m.Answered));
        Assert.Equal(PingRefusal.Stopping, (await service.PingAsync(Fleet.Device(7, Fleet.Address(7)), 1, TestContext.Current.CancellationToken)).Refusal);
    }

    [Fact]
    public async Task Ticks_ThatNobodyReads_AreDroppedOldestFirstAndCounted()
    {
        await using var services = Probing(3, ("Probing:TickInterval", "00:00:00.05"), ("Probing:Transport", "Simulated"));
        var service = services.GetRequiredService<EchoService>();
        var began = TimeProvider.System.GetUtcNow();

        await service.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 300 && service.Counters.DroppedTicks < 5; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await service.StopAsync(TestContext.Current.CancellationToken);
        var ticks = await service.Ticks.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.InRange(service.Counters.DroppedTicks, 5, 100);
        Assert.Equal(EchoService.Capacity, ticks.Count);
        Assert.True(ticks[0].At - began > TimeSpan.FromMilliseconds(200));
    }

    private static async Task<Round> FirstRoundAsync(ChannelReader<ProbeTick> ticks, RoundAssembler rounds, CancellationToken cancellation)
    {
        await foreach (var tick in ticks.ReadAllAsync(cancellation))
        {
            using (tick)
            {
                if (rounds.Add(tick).FirstOrDefault(r => r.Sight.IsClear) is { } first)
                {
                    return first;   // on a busy machine a round may be doubted, as it should
                }
            }
        }

        throw new InvalidOperationException("The loop ended before its first round.");
    }

    /// <summary>The product's own registrations, with rounds of two seconds.</summary>
    private static ServiceProvider Probing(int devices, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Probing:Interval", "00:00:02")])
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(Fleet.Of(devices))
            .AddProbing(configuration)
            .BuildServiceProvider();
    }
}
