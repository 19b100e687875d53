using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.History;
using WardOps.Core.History.Victoria;
using WardOps.Core.History.Victoria.Transport;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>Clusters, proxies, prefixes and passwords: history as WardOps runs it, over real servers.</summary>
public sealed class VictoriaAccessTests
{
    private const string Secret = "p:ფ s3cret";

    private static readonly DateTimeOffset s_now = Rounds.Align(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rounds_go_through_a_cluster_s_tenant_and_come_back()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var proxy = await TenantProxy.StartAsync(server.Address, "t0ken");
        await using var host = await HistoryHost.StartAsync(
            new Dictionary<string, string?>
            {
                ["VICTORIA_INSERT_URL"] = new Uri(proxy.Address, "w").ToString(),
                ["VICTORIA_SELECT_URL"] = new Uri(proxy.Address, "r/").ToString(),
                ["VICTORIA_TENANT"] = "7:1",
                ["VICTORIA_BEARER_TOKEN"] = "t0ken",
            },
            [Rounds.Device(1)]);
        await WriteAndReadAsync(host);

        var client = host.Get<VictoriaClient>();
        Assert.True(await client.SeriesCountAsync(Token) >= 4);
        Assert.True(await client.ResetCacheAsync(Token));
        Assert.Null(await client.MetricsAsync(Token));
        Assert.Null(await client.StartedAtAsync(Token));
        var state = await client.StatusAsync(Token);
        Assert.True(state.Answers);
        Assert.Null(state.RetentionPeriod);
        await Eventually.TrueAsync(() => host.State.IsAvailable);
        // Everything went to where it belongs, and no query was in an address.
        Assert.All(proxy.Asked, path => Assert.Matches("^/(w/insert|r/select)/7:1/prometheus/api/v1/[a-z_/]+$|^/r/internal/resetRollupResultCache\\?propagate=1$", path));
    }

    [Fact]
    public async Task A_proxy_serves_both_sides_of_a_cluster_and_has_no_cache_to_reset()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var proxy = await TenantProxy.StartAsync(server.Address);
        await using var host = await HistoryHost.StartAsync(
            new Dictionary<string, string?> { ["VICTORIA_URL"] = proxy.Address.ToString(), ["VICTORIA_TENANT"] = "7:1" }, [Rounds.Device(1)]);
        await WriteAndReadAsync(host);
        Assert.False(await host.Get<VictoriaClient>().ResetCacheAsync(Token));
        Assert.True((await host.Get<VictoriaClient>().StatusAsync(Token)).Answers);
    }

    [Fact]
    public async Task A_wrong_tenant_or_token_is_said_in_words()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var proxy = await TenantProxy.StartAsync(server.Address, "t0ken");
        var address = new ServerAddress(proxy.Address, VictoriaCredentials.Bearer("wr0ng"));
        using var token = new TestClient(VictoriaRoutes.Proxy(address, new VictoriaTenant(7, 1)));
        var fault = await Assert.ThrowsAsync<HistoryUnavailableException>(() => token.Client.QueryAsync("x", s_now, Token));
        Assert.Contains("VICTORIA_BEARER_TOKEN", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", fault.ToString(), StringComparison.Ordinal);
        using var tenant = new TestClient(VictoriaRoutes.Proxy(address with { Credentials = VictoriaCredentials.Bearer("t0ken") }, new VictoriaTenant(8, 0)));
        fault = await Assert.ThrowsAsync<HistoryUnavailableException>(() => tenant.Client.ExportAsync("x", s_now.AddDays(-1), s_now, Token));
        Assert.Contains("VICTORIA_TENANT", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_a_password_and_a_prefix_lets_in_who_knows_it()
    {
        using var server = await VictoriaServer.StartAsync("-httpAuth.username=ward", $"-httpAuth.password={Secret}", "-http.pathPrefix=/vm/one");
        await using (var host = await HistoryHost.StartAsync(
            new Dictionary<string, string?> { ["VICTORIA_URL"] = server.Address.ToString(), ["VICTORIA_USERNAME"] = "ward", ["VICTORIA_PASSWORD"] = Secret },
            [Rounds.Device(1)]))
        {
            await WriteAndReadAsync(host);
            Assert.Equal("12", (await host.Get<VictoriaClient>().StatusAsync(Token)).RetentionPeriod);
            Assert.True(await host.Get<VictoriaClient>().ResetCacheAsync(Token));
        }

        var withUser = new UriBuilder(server.Address) { UserName = "ward", Password = Uri.EscapeDataString(Secret) }.Uri.AbsoluteUri;
        await using (var host = await HistoryHost.StartAsync(new Dictionary<string, string?> { ["VICTORIA_URL"] = withUser }, [Rounds.Device(1)]))
        {
            Assert.Equal(new Uptime(50, 10, 0), await UptimeAsync(host));
        }
    }

    [Fact]
    public async Task Who_does_not_know_the_password_is_told_so_and_the_rounds_wait()
    {
        using var server = await VictoriaServer.StartAsync("-httpAuth.username=ward", $"-httpAuth.password={Secret}");
        await using var host = await HistoryHost.StartAsync(
            new Dictionary<string, string?> { ["VICTORIA_URL"] = server.Address.ToString(), ["VICTORIA_USERNAME"] = "ward", ["VICTORIA_PASSWORD"] = "wr0ng" },
            [Rounds.Device(1)]);
        host.History.Offer(Rounds.At(s_now - Rounds.Interval, host.Catalog.Current, Rounds.Up));
        await Eventually.TrueAsync(() => host.State is { IsAvailable: false, WaitingRounds: 1 } state && state.Problem!.Contains("401", StringComparison.Ordinal));
        var fault = await Assert.ThrowsAsync<HistoryUnavailableException>(() => host.Get<VictoriaClient>().SeriesCountAsync(Token));
        Assert.Contains("VICTORIA_PASSWORD", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", fault.ToString(), StringComparison.Ordinal);
        Assert.False((await host.Get<VictoriaClient>().StatusAsync(Token)).Answers);
    }

    [Theory]
    [InlineData("http://vm.bank", true)]
    [InlineData("https://vm.bank", false)]
    [InlineData("http://127.0.0.1", false)]
    public void A_password_that_leaves_this_machine_in_the_open_is_warned_of_once_without_it(string url, bool isWarned)
    {
        var log = new ListLogger();
        var services = new ServiceCollection();
        services.AddHttpClient();
        services.AddSingleton<ILogger<VictoriaClient>>(log);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Options.Create(new HistoryOptions()));
        services.AddSingleton(new VictoriaEndpoint(VictoriaRoutes.SingleNode(new Uri(url), VictoriaCredentials.Basic("ward", Secret))));
        services.TryAddSingleton(VictoriaParts.Transport);
        services.TryAddSingleton(VictoriaParts.Client);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<VictoriaClient>();
        Assert.Equal(isWarned ? 1 : 0, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Contains("vm.bank", line, StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal));
    }

    private static async Task WriteAndReadAsync(HistoryHost host)
    {
        for (var i = 6; i > 0; i--)
        {
            host.History.Offer(Rounds.At(s_now - (i * Rounds.Interval), host.Catalog.Current, i == 3 ? Rounds.Down : Rounds.Up));
        }

        await host.AllWrittenAsync();
        var client = host.Get<VictoriaClient>();
        // Not asked for before it is there: the server remembers a no for ten seconds.
        await Eventually.TrueAsync(async () => await client.SeriesCountAsync(Token) >= 4);
        await Eventually.TrueAsync(async () => await UptimeAsync(host) == new Uptime(50, 10, 0));
    }

    private static Task<Uptime> UptimeAsync(HistoryHost host)
        => host.Get<VictoriaClient>().DeviceUptimeAsync(Rounds.IdOf(1), s_now - (6 * Rounds.Interval), s_now, Rounds.Interval, Token);

    private sealed class ListLogger : ILogger<VictoriaClient>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add($"{logLevel} {eventId.Id} {formatter(state, exception)}");
    }
}
