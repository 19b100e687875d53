using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WardOps.E2E.Infrastructure;

namespace WardOps.E2E;

/// <summary>The demo as a process of its own, judged from outside: by its API, by its VictoriaMetrics, and by what kill -9 does to it.</summary>
[Collection("browser")]
public sealed class DemoProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wardops-demo-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Demo_RunsAndIsKilled_KeepsEveryRoundEveryOutageAndLeavesNothingRunning()
    {
        int victoria;
        Dictionary<string, JsonElement> before;
        await using (var app = await AppProcess.StartDemoAsync(_data.FullName, Cancellation))
        {
            await EveryDeviceHasAVerdictAsync(app);
            victoria = VictoriaProcess();

            await SixSamplesAMinuteOfEveryDeviceAsync(app);
            await HistoryComesBackAfterVictoriaIsKilledAsync(app, victoria);

            before = await DownAsync(app);
            Assert.InRange(before.Count, 20, 120);   // about 4 % long dead, and at times a branch
            await app.KillAsync();
        }

        await using (var again = await AppProcess.StartDemoAsync(_data.FullName, Cancellation))
        {
            await TwoRoundsHaveClosedAsync(again);
            var after = await DownAsync(again);
            // Never answered, before and after, so none of them may begin anew. Devices of a branch that was cut when the demo began have not answered before either, but may now.
            var dead = before.Where(d => IsSilent(d.Value) && after.TryGetValue(d.Key, out var now) && IsSilent(now)).Select(d => d.Key).ToList();
            Assert.InRange(dead.Count, 30, 60);
            Assert.All(dead, id => Assert.Equal(DownSince(before[id]), DownSince(after[id])));
            Assert.All(before.Keys.Where(id => after.TryGetValue(id, out var now) && LastPing(now) == LastPing(before[id])), id => Assert.Equal(DownSince(before[id]), DownSince(after[id])));

            victoria = VictoriaProcess();
            Assert.Equal(0, await again.InterruptAsync(TimeSpan.FromSeconds(40)));
            Assert.False(IsRunning(victoria), "VictoriaMetrics outlived the application that had started it.");
        }
    }

    private static bool IsSilent(JsonElement device) => device.GetProperty("last_ping_at").ValueKind == JsonValueKind.Null;

    private static async Task EveryDeviceHasAVerdictAsync(AppProcess app) => await Poll.UntilAsync(
        async () =>
        {
            var stats = await app.GetAsync("/api/v1/dashboard/stats", Cancellation);
            return stats.GetProperty("total_devices").GetInt32() == 877
                && stats.GetProperty("devices_unknown").GetInt32() == 0
                && stats.GetProperty("devices_down").GetInt32() >= 20;
        },
        TimeSpan.FromSeconds(60),
        () => app.Output,
        Cancellation);

    /// <summary>
    /// 877 series, and 6 samples in any minute for every device. Asked of a minute that ended 20 s ago: a round bears the time of its
    /// start and closes 11 s after it, so of the last minute up to now one round is always still open.
    /// </summary>
    private async Task SixSamplesAMinuteOfEveryDeviceAsync(AppProcess app)
    {
        using var victoria = new HttpClient { BaseAddress = VictoriaAddress() };
        await Poll.UntilAsync(
            async () => await NumberAsync(victoria, "count(device_ping_status)") == 877
                && await NumberAsync(victoria, "count(count_over_time(device_ping_status[1m] offset 20s) == 6)") == 877,
            TimeSpan.FromSeconds(120),
            () => app.Output,
            Cancellation);
    }

    private async Task HistoryComesBackAfterVictoriaIsKilledAsync(AppProcess app, int victoria)
    {
        var device = (await app.GetAsync("/api/v1/devices?status=up&page_size=1", Cancellation)).GetProperty("items")[0].GetProperty("id").GetString();
        Signals.Kill(victoria);
        await Poll.UntilAsync(() => Task.FromResult(!IsRunning(victoria)), TimeSpan.FromSeconds(5), () => app.Output, Cancellation);

        Assert.Equal(877, (await app.GetAsync("/api/v1/dashboard/stats", Cancellation)).GetProperty("total_devices").GetInt32());   // the board never depends on it
        await Poll.UntilAsync(
            async () => (await app.Http.GetAsync($"/api/v1/devices/{device}/history?time_range=1h", Cancellation)).IsSuccessStatusCode,
            TimeSpan.FromSeconds(10),
            () => app.Output,
            Cancellation);

        // The rounds that the killed process had acknowledged and not yet written are sent again: no gap in the last minutes.
        await Poll.UntilAsync(
            async () => Gaps(await app.GetAsync($"/api/v1/devices/{device}/history?time_range=5m", Cancellation)) == 0,
            TimeSpan.FromSeconds(60),
            () => app.Output,
            Cancellation);
    }

    /// <summary>Nulls between the first known point and the last one.</summary>
    private static int Gaps(JsonElement history)
    {
        var known = history.GetProperty("history").GetProperty("status").EnumerateArray().Select(p => p.GetProperty("status").ValueKind != JsonValueKind.Null).ToList();
        var first = known.IndexOf(true);
        return first < 0 ? int.MaxValue : known[first..(known.LastIndexOf(true) + 1)].Count(k => !k);
    }

    private static async Task<Dictionary<string, JsonElement>> DownAsync(AppProcess app)
    {
        var page = await app.GetAsync("/api/v1/devices?status=down&page_size=1000", Cancellation);
        return page.GetProperty("items").EnumerateArray().ToDictionary(d => d.GetProperty("id").GetString()!, d => d);
    }

    private static string? DownSince(JsonElement device) => device.GetProperty("down_since").GetString();

    private static string? LastPing(JsonElement device) => device.GetProperty("last_ping_at").GetString();

    /// <summary>So that what is read is what new echoes say, not only what was read back.</summary>
    private static async Task TwoRoundsHaveClosedAsync(AppProcess app)
    {
        var started = (await app.GetAsync("/api/v1/dashboard/stats", Cancellation)).GetProperty("as_of").GetDateTimeOffset();
        await Poll.UntilAsync(
            async () => (await app.GetAsync("/api/v1/devices?status=up&page_size=1", Cancellation)).GetProperty("items")[0].GetProperty("last_ping_at").GetDateTimeOffset()
                > started + TimeSpan.FromSeconds(20),
            TimeSpan.FromSeconds(90),
            () => app.Output,
            Cancellation);
    }

    private static async Task<double> NumberAsync(HttpClient victoria, string query)
    {
        using var reply = JsonDocument.Parse(await victoria.GetStringAsync(
            new Uri($"/api/v1/query?nocache=1&query={Uri.EscapeDataString(query)}", UriKind.Relative), Cancellation));
        var result = reply.RootElement.GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 0 ? 0 : double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    private int VictoriaProcess() => VictoriaCommandLines().Single().ProcessId;

    private Uri VictoriaAddress()
    {
        var listen = VictoriaCommandLines().Single().Arguments.Single(a => a.StartsWith("-httpListenAddr=", StringComparison.Ordinal));
        return new Uri("http://" + listen["-httpListenAddr=".Length..]);
    }

    /// <summary>The process that keeps its storage in this test's data folder; found as an operator would, in /proc.</summary>
    private IEnumerable<(int ProcessId, string[] Arguments)> VictoriaCommandLines()
    {
        foreach (var process in Process.GetProcessesByName("victoria-metrics"))
        {
            using (process)
            {
                var arguments = CommandLine(process.Id);
                if (arguments.Any(a => a.StartsWith("-storageDataPath=", StringComparison.Ordinal) && a.Contains(_data.Name, StringComparison.Ordinal)))
                {
                    yield return (process.Id, arguments);
                }
            }
        }
    }

    private static string[] CommandLine(int processId)
    {
        try { return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries); }
        catch (IOException) { return []; }   // gone between the listing and the look
    }

    private static bool IsRunning(int processId) => CommandLine(processId).Length > 0;   // a zombie has no command line
}
