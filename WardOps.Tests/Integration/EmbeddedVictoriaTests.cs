using System.Diagnostics;
using System.Globalization;
using WardOps.Core.History;
using WardOps.Core.History.Embedded;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

public sealed class EmbeddedVictoriaTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("wardops-data-").FullName;

    private VictoriaFolders Folders => new(new HistoryOptions { DataFolder = _data });

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task It_starts_comes_back_after_a_kill_without_loss_and_stops()
    {
        VictoriaServer.Binary();
        var now = Rounds.Align(TimeProvider.System.GetUtcNow());
        int first, second;
        await using (var host = await StartAsync())
        {
            await Eventually.TrueAsync(() => host.State.IsAvailable);
            Assert.Equal(HistoryMode.Embedded, host.State.Mode);
            first = host.Get<EmbeddedVictoria>().Pid!.Value;
            Offer(host, now - (2 * Rounds.Interval));
            await host.AllWrittenAsync();

            Assert.True(Signals.End(first));
            Offer(host, now - Rounds.Interval);
            await Eventually.TrueAsync(() => host.Get<EmbeddedVictoria>().Pid is { } pid && pid != first && host.State.IsAvailable, seconds: 10);
            second = host.Get<EmbeddedVictoria>().Pid!.Value;
            await Eventually.TrueAsync(async () => (await ReadAsync(host, now)).Uptime.UpSeconds == 20);
        }

        Assert.False(ProcessTable.IsVictoria(second, Folders.StorageArgument));
        Assert.False(File.Exists(Folders.PidFile));
        Assert.True(new FileInfo(Folders.LogFile).Length > 0);
    }

    [Fact]
    public async Task What_a_stopped_WardOps_wrote_is_there_after_the_next_start()
    {
        VictoriaServer.Binary();
        var now = Rounds.Align(TimeProvider.System.GetUtcNow());
        await using (var host = await StartAsync())
        {
            await Eventually.TrueAsync(() => host.State.IsAvailable);
            Offer(host, now - Rounds.Interval);
        }

        await using var next = await StartAsync();
        await Eventually.TrueAsync(() => next.State.IsAvailable);
        Assert.Equal(10, (await ReadAsync(next, now)).Uptime.UpSeconds);
    }

    [Fact]
    public async Task The_server_of_a_killed_WardOps_is_replaced()
    {
        using var orphan = StartOrphan(ownerPid: int.MaxValue, ownerStart: 1);
        await using var host = await StartAsync();
        await Eventually.TrueAsync(() => host.State.IsAvailable);
        Assert.True(orphan.HasExited);
        Assert.NotEqual(orphan.Id, host.Get<EmbeddedVictoria>().Pid);
    }

    [Fact]
    public async Task The_server_of_a_running_WardOps_is_left_alone()
    {
        using var orphan = StartOrphan(ownerPid: 1, ProcessTable.StartOf(1)!.Value);
        await using (var host = await StartAsync())
        {
            await Eventually.TrueAsync(() => host.State.Problem?.Contains("Another WardOps", StringComparison.Ordinal) == true);
            Assert.False(host.State.IsAvailable);
        }

        Assert.False(orphan.HasExited);
        orphan.Kill();
        await orphan.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static void Offer(HistoryHost host, DateTimeOffset at) => host.History.Offer(Rounds.At(at, host.Catalog.Current, Rounds.Up));

    private static Task<DeviceHistory> ReadAsync(HistoryHost host, DateTimeOffset now)
        => host.Reader.ReadAsync(
            host.Catalog.Current.Devices[0],
            new HistoryRange(now - (6 * Rounds.Interval), now, Rounds.Interval),
            TestContext.Current.CancellationToken);

    private Task<HistoryHost> StartAsync()
        => HistoryHost.StartAsync(new Dictionary<string, string?> { ["WARDOPS_DATA"] = _data }, [Rounds.Device(1)]);

    private Process StartOrphan(int ownerPid, long ownerStart)
    {
        var start = new ProcessStartInfo(VictoriaServer.Binary()) { RedirectStandardError = true };
        start.ArgumentList.Add(Folders.StorageArgument);
        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=127.0.0.1:{VictoriaProcess.FreePort()}"));
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        new PidFile(process.Id, ownerPid, ownerStart).Write(Folders.PidFile);
        return process;
    }
}
