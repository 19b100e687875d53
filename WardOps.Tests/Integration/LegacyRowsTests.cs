using System.Runtime.Versioning;
using WardOps.Bench.Truth;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;
using WardOps.Core.Storage;
using WardOps.Tests.History;
using WardOps.Tests.Integration.Conformance;

namespace WardOps.Tests.Integration;

/// <summary>What rows of the legacy product mean: they say less than they seem to, and some of it is wrong.</summary>
[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class LegacyRowsTests(PostgresServer server)
{
    private static readonly DateTimeOffset s_noon = new(2025, 10, 24, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_OffTheGridAndPingsByHand_BelongToTheirRoundAndTheWorseStands()
    {
        await using var store = await LegacyAsync();
        await store.ExecuteAsync(
            """
            INSERT INTO ping_results (device_ip, packets_sent, packets_received, avg_rtt_ms, is_reachable, timestamp) VALUES
                ('10.0.0.1', 5, 5, 12, true, '2025-10-24 12:00:03.512+00'),
                ('10.0.0.1', 5, 5, 11, true, '2025-10-24 16:00:13.498+04'),
                ('10.0.0.1', 4, 0, NULL, false, '2025-10-24 12:00:14+00'),
                ('10.0.0.1', 4, 3, 20, true, '2025-10-24 12:00:29.999999+00'),
                ('10.0.0.1', 5, 5, 10, true, '2025-10-24 12:00:21+00'),
                ('8.8.8.8', 4, 0, NULL, false, '2025-10-24 12:00:05+00');
            """,
            Cancellation);

        var history = await ReadAsync(store, 40);

        Assert.Equal([1, 0, 1, null], history.Status);
        Assert.Equal([12, null, 20, null], history.RttMs);
        Assert.Equal([0, 100, 25, null], history.LossPercent);
        Assert.Equal(new Uptime(20, 10, 10), history.Uptime);
        Assert.Equal([new Outage(s_noon.AddSeconds(10), s_noon.AddSeconds(20))], history.Outages);
        var sum = Assert.Single(await SumsAsync(store, Rounds.Device(1)));
        Assert.Equal(new StepSum(Rounds.IdOf(1), s_noon, 20, 30, 1250, 320), sum);
    }

    [Fact]
    public async Task Rows_OfARoundThatBeginsWithinARange_AreInItAllOfThem()
    {
        await using var store = await LegacyAsync();
        await store.ExecuteAsync(
            "INSERT INTO ping_results (device_ip, is_reachable, timestamp) VALUES ('10.0.0.1', false, '2025-10-24 12:00:09.9+00'), ('10.0.0.1', true, '2025-10-24 12:00:11+00')", Cancellation);
        var catalog = new DeviceCatalog();
        catalog.Swap([Rounds.Device(1)]);
        var reader = store.Reader(catalog, ProbePolicy.Default, new FreshRounds(), TimeProvider.System);

        var begun = await reader.ReadOutagesAsync(catalog.Current.Devices[0], s_noon, s_noon.AddSeconds(5), Cancellation);
        var over = await reader.ReadOutagesAsync(catalog.Current.Devices[0], s_noon.AddSeconds(1), s_noon.AddSeconds(20), Cancellation);

        Assert.Equal([new Outage(s_noon, s_noon.AddSeconds(5))], begun);
        Assert.Empty(over);
    }

    [Fact]
    public async Task Rows_WithAPercentageThatLies_HaveTheLossOfTheirPackets()
    {
        await using var store = await LegacyAsync();
        await store.ExecuteAsync(
            """
            INSERT INTO ping_results (device_ip, packets_sent, packets_received, packet_loss_percent, is_reachable, timestamp) VALUES
                ('10.0.0.1', 5, 4, 0, true, '2025-10-24 12:00:00+00'),
                ('10.0.0.1', 2, 0, 1, false, '2025-10-24 12:00:10+00'),
                ('10.0.0.1', 5, 7, 0, true, '2025-10-24 12:00:20+00'),
                ('10.0.0.1', 0, 0, 100, false, '2025-10-24 12:00:30+00');
            """,
            Cancellation);

        var history = await ReadAsync(store, 40);

        Assert.Equal([20, 100, 0, null], history.LossPercent);
        Assert.Equal([1, 0, 1, null], history.Status);   // of the last no packet was sent: it says nothing
    }

    [Fact]
    public async Task Rows_WithATimeOfZero_AreUnderAMillisecondIfReachedAndElseNone()
    {
        await using var store = await LegacyAsync();
        await store.ExecuteAsync(
            """
            INSERT INTO ping_results (device_ip, packets_sent, packets_received, avg_rtt_ms, is_reachable, timestamp) VALUES
                ('10.0.0.1', 5, 5, 0, true, '2025-10-24 12:00:00+00'),
                ('10.0.0.1', 5, 0, 0, false, '2025-10-24 12:00:10+00'),
                ('10.0.0.1', 5, 5, NULL, true, '2025-10-24 12:00:20+00'),
                ('10.0.0.1', 5, 5, 4, true, '2025-10-24 12:00:30+00');
            """,
            Cancellation);

        var history = await ReadAsync(store, 40);

        Assert.Equal([0, null, null, 4], history.RttMs);
        Assert.Equal(2, history.Percentiles.P50);
    }

    [Fact]
    public async Task Rows_WithNothingInThem_SayNothing()
    {
        await using var store = await LegacyAsync(LegacyTables.Models);
        await store.ExecuteAsync(
            """
            INSERT INTO ping_results (device_ip, packets_sent, packets_received, avg_rtt_ms, is_reachable, timestamp) VALUES
                ('10.0.0.1', NULL, NULL, NULL, NULL, '2025-10-24 12:00:00'), (NULL, 5, 5, 1, true, '2025-10-24 12:00:00'), ('10.0.0.1', 5, 5, 1, true, NULL),
                ('10.0.0.1', NULL, NULL, NULL, true, '2025-10-24 12:00:10'), ('10.0.0.1', NULL, NULL, NULL, false, '2025-10-24 12:00:20');
            """,
            Cancellation);

        var history = await ReadAsync(store, 30);

        Assert.Equal([null, 1, 0], history.Status);
        Assert.Equal([null, null, 100], history.LossPercent);
        Assert.Equal(20, Assert.Single(await SumsAsync(store, Rounds.Device(1))).KnownSeconds);
    }

    [Fact]
    public async Task Rows_OfAnAddressThatTwoDevicesHave_AreBothOnes()
    {
        await using var store = await LegacyAsync();
        await store.ExecuteAsync("INSERT INTO ping_results (device_ip, packets_received, is_reachable, timestamp) VALUES ('10.0.0.1', 5, true, '2025-10-24 12:00:00+00')", Cancellation);

        var sums = await SumsAsync(store, Rounds.Device(1), Rounds.Device(2) with { Address = Rounds.Device(1).Address });

        Assert.Equal([Rounds.IdOf(1), Rounds.IdOf(2)], sums.Select(s => s.DeviceId).Order());
    }

    [Theory]
    [InlineData(LegacyTables.Scripts)]
    [InlineData(LegacyTables.Models)]
    public async Task Write_NamesThatAreTooLongForTheTable_AreCutAndFoundAgain(string table)
    {
        await using var store = await LegacyAsync(table);
        var device = Rounds.Device(1, new string('n', 300)) with { HostName = $"a-very-long-name-of-a-host.{new string('x', 40)}.example" };
        var catalog = new DeviceCatalog();
        catalog.Swap([device]);
        var recent = Rounds.Align(TimeProvider.System.GetUtcNow()) - Rounds.Interval;
        using var recording = new SqlRecording(store.Table, catalog);
        await recording.Recorder.StartAsync(Cancellation);
        recording.Recorder.Offer(Rounds.At(recent, catalog.Current, Rounds.Up));
        await Eventually.TrueAsync(() => recording.Status.Current is { IsAvailable: true, WaitingRounds: 0 });
        await recording.Recorder.StopAsync(Cancellation);

        var history = await store.Reader(catalog, ProbePolicy.Default, new FreshRounds(), TimeProvider.System)
            .ReadAsync(catalog.Current.Devices[0], new HistoryRange(recent, recent + Rounds.Interval, Rounds.Interval), Cancellation);

        Assert.Equal([1], history.Status);
        Assert.Equal([12], history.RttMs);   // 12.5 in a column of whole milliseconds
    }

    [Fact]
    public async Task ATableOfSomebodyElse_IsToldInWords()
    {
        var provider = StoreProvider.Postgres(await server.NewDatabaseAsync());
        var fault = await Assert.ThrowsAsync<HistoryUnavailableException>(
            () => SqlTruthStore.CreateAsync("PostgreSQL", provider, "CREATE TABLE ping_results (host text, timestamp timestamptz)", Cancellation));

        Assert.Contains("no column device_ip", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATableThatIsChangedMeanwhile_IsLookedAtAnew()
    {
        await using var store = await LegacyAsync();
        await store.ExecuteAsync("INSERT INTO ping_results (device_ip, packets_received, is_reachable, timestamp) VALUES ('10.0.0.1', 5, true, '2025-10-24 12:00:00+00')", Cancellation);
        await ReadAsync(store, 10);
        await store.ExecuteAsync("ALTER TABLE ping_results DROP COLUMN avg_rtt_ms", Cancellation);

        await Assert.ThrowsAsync<HistoryUnavailableException>(() => ReadAsync(store, 10));
        Assert.Equal([1], (await ReadAsync(store, 10)).Status);
    }

    private static Task<DeviceHistory> ReadAsync(SqlTruthStore store, int seconds)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([Rounds.Device(1)]);
        return store.Reader(catalog, ProbePolicy.Default, new FreshRounds(), TimeProvider.System)
            .ReadAsync(catalog.Current.Devices[0], new HistoryRange(s_noon, s_noon.AddSeconds(seconds), Rounds.Interval), Cancellation);
    }

    private static async Task<List<StepSum>> SumsAsync(SqlTruthStore store, params WatchedDevice[] devices)
    {
        var (catalog, sums) = (new DeviceCatalog(), new List<StepSum>());
        catalog.Swap(devices);
        await foreach (var sum in store.Reader(catalog, ProbePolicy.Default, new FreshRounds(), TimeProvider.System)
            .ReadSumsAsync(s_noon, s_noon.AddMinutes(10), TimeSpan.FromMinutes(5), Cancellation))
        {
            sums.Add(sum);
        }

        return sums;
    }

    private async Task<SqlTruthStore> LegacyAsync(string table = LegacyTables.Scripts)
        => await SqlTruthStore.CreateAsync("PostgreSQL", StoreProvider.Postgres(await server.NewDatabaseAsync() + ";Timezone=Europe/Berlin"), table, Cancellation);
}
