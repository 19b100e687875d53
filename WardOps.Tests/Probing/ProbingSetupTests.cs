using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Faults;

namespace WardOps.Tests.Probing;

public sealed class ProbingSetupTests
{
    [Fact]
    public void Options_WithManyFaults_AreRefusedWithAllOfThemByKey()
    {
        using var services = Services(
            ("Probing:Interval", "00:00:01.5"),
            ("Probing:EchoesPerRound", "21"),
            ("Probing:Timeout", "00:00:02"),
            ("Probing:TickInterval", "00:00:00.01"),
            ("Probing:ReceiveBufferBytes", "1"));

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ProbingOptions>>().Value);

        Assert.Equal(
            ["Probing:Interval", "Probing:EchoesPerRound", "Probing:Timeout", "Probing:TickInterval", "Probing:ReceiveBufferBytes"],
            refusal.Failures.Select(f => f.Split(' ')[0]));
    }

    [Fact]
    public void Options_AsTheyCome_AreValid()
    {
        using var services = Services();

        Assert.Equal(TimeSpan.FromSeconds(2), services.GetRequiredService<IOptions<ProbingOptions>>().Value.Spacing);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Demo:Faults", true)]
    [InlineData("Probing:AllowFaultInjection", true)]
    public void Transport_OnlyWhereFaultsAreAllowed_IsWrapped(string? key, bool isWrapped)
    {
        using var services = Services(("Probing:Transport", "Simulated"), (key ?? "Unused", "true"));

        using var transport = services.GetRequiredService<IEchoTransportSource>().Open(AddressFamily.InterNetwork);

        Assert.Equal(isWrapped, transport is FaultInjectingTransport);
        Assert.Equal(EchoTransportMode.Simulated, transport.State.Mode);
    }

    [Fact]
    public async Task Health_WithoutPermission_SaysProblemAndFixes()
    {
        await using var services = Services(new Forbidden());
        var health = services.GetRequiredService<HealthCheckService>();
        var probing = services.GetRequiredService<EchoService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status);

        await probing.StartAsync(TestContext.Current.CancellationToken);
        var entry = (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["icmp"];
        await probing.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("forbidden here", entry.Description, StringComparison.Ordinal);
        Assert.Contains("allow it", entry.Description, StringComparison.Ordinal);
        Assert.Contains("ready", entry.Tags);
    }

    [Fact]
    public async Task Service_OnStop_HandsOnTheLastTickAndEndsItsChannel()
    {
        await using var services = Services(("Probing:Transport", "Simulated"));
        var probing = services.GetRequiredService<EchoService>();

        await probing.StartAsync(TestContext.Current.CancellationToken);
        await probing.StopAsync(TestContext.Current.CancellationToken);

        var ticks = await probing.Ticks.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(ticks);
        Assert.True(probing.Ticks.Completion.IsCompleted);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => Services(null, settings);

    private static ServiceProvider Services(IEchoTransportSource? source, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(Fleet.Of(3));
        if (source is not null)
        {
            services.AddSingleton(source);
        }

        return services.AddProbing(configuration).BuildServiceProvider(validateScopes: true);
    }

    private sealed class Forbidden : IEchoTransportSource
    {
        public IEchoTransport Open(AddressFamily family) => new UnavailableTransport(new EchoClock(TimeProvider.System), "ICMP is forbidden here.", ["allow it"]);
    }
}
