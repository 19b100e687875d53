using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Probing;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Integration;

/// <summary>Real echoes through the real socket, to 127.0.0.0/8 only.</summary>
public sealed class RealEchoTests
{
    [Fact]
    public async Task Round_Of877Devices_IsAnsweredWhole()
    {
        Require.IcmpSocket();
        await using var services = Probing(877);
        var service = services.GetRequiredService<EchoService>();
        var rounds = new RoundAssembler();

        await service.StartAsync(TestContext.Current.CancellationToken);
        var round = await FirstRoundAsync(service.Ticks, rounds, TestContext.Current.CancellationToken);
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(877, round.Catalog.Probed.Length);
        Assert.All(round.Catalog.Probed, d => Assert.Equal(5, round[d].Answered));
        Assert.All(round.Catalog.Probed, d => Assert.InRange(round[d].RttMeanMs, 0.0001, 200));
        Assert.Equal(0, round.At.ToUnixTimeMilliseconds() % 2000);
        Assert.Equal(0, service.Counters.Lost);
        TestContext.Current.TestOutputHelper?.WriteLine($"{service.Counters}; RTT mean {round.Results.Average(r => r.RttMeanMs) * 1000:F1} us");
    }

    private static async Task<Round> FirstRoundAsync(ChannelReader<ProbeTick> ticks, RoundAssembler rounds, CancellationToken cancellation)
    {
        await foreach (var tick in ticks.ReadAllAsync(cancellation))
        {
            using (tick)
            {
                if (rounds.Add(tick) is [var first, ..])
                {
                    return first;
                }
            }
        }

        throw new InvalidOperationException("The loop ended before its first round.");
    }

    /// <summary>The product's own registrations, with rounds of two seconds.</summary>
    private static ServiceProvider Probing(int devices)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Probing:Interval", "00:00:02")]).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(Fleet.Of(devices))
            .AddProbing(configuration)
            .BuildServiceProvider();
    }
}
