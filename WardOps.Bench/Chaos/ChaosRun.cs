using System.Globalization;
using WardOps.Bench.Servers;
using WardOps.Core.History.Victoria;

namespace WardOps.Bench.Chaos;

/// <summary>One run: real processes, really killed. Afterwards everything that was closed must be in the store, once.</summary>
internal sealed class ChaosRun : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly ChaosPlan _plan;
    private readonly Action<string> _say;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wardops-chaos-");
    private readonly IDisposable _atExit;
    private readonly VictoriaServer _victoria;
    private readonly WebServer _wardOps;
    private readonly List<RunningSpan> _spans = [];
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private DateTimeOffset _running;

    public ChaosRun(ChaosPlan plan, string victoriaBinary, Action<string> say)
    {
        (_plan, _say) = (plan, say);
        _atExit = AtExit.Do(() => _folder.Delete(recursive: true));
        _victoria = new VictoriaServer(victoriaBinary, Path.Combine(_folder.FullName, "victoria"), s_interval);
        _wardOps = new WebServer(
            Path.Combine(_folder.FullName, "wardops"),
            new Dictionary<string, string>
            {
                ["VICTORIA_URL"] = _victoria.Address.ToString(),
                ["Probing__Interval"] = s_interval.ToString("c", CultureInfo.InvariantCulture),
                ["Probing__GatewayIsAnchor"] = "false",
            });
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task<ChaosVerdict> RunAsync()
    {
        await StoreSeed.CreateAsync(Path.Combine(_folder.FullName, "wardops"), _plan.Devices);
        await _victoria.StartAsync();
        await StartWardOpsAsync();
        await AllAreUpAsync();
        var from = Floor(Now) + s_interval;
        await Task.WhenAll(
            VictoriaAsync(from, [.. _plan.Events.Where(e => e.Action != ChaosAction.KillWardOps)]),
            WardOpsAsync(from, [.. _plan.Events.Where(e => e.Action == ChaosAction.KillWardOps)]));
        await UntilAsync(from + _plan.Length);
        var to = Floor(Now);
        await SettledAsync(to);
        _spans.Add(new RunningSpan(_running, Now));

        var ledger = await _wardOps.GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/v1/history/ledger?from={from:yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}&limit=10000"));
        var gaps = LedgerGap.Of(ledger);
        foreach (var gap in gaps.OrderBy(g => g.From))
        {
            Say($"the ledger: {gap.From:HH:mm:ss} to {gap.To:HH:mm:ss}, {gap.Rounds} rounds missing: {gap.Reason}");
        }

        await _wardOps.StopAsync();
        var stored = await StoredRounds.ReadAsync(_victoria.Address, Metrics.Status, from, to);
        Say($"{stored.Series} series in the store");
        var verdict = ChaosVerdict.Of(stored, gaps, _spans, from, to, s_interval, _plan.Devices);
        Say(verdict.ToString());
        return verdict;
    }

    public void Dispose()
    {
        _wardOps.Dispose();
        _victoria.Dispose();
        _atExit.Dispose();
        _folder.Delete(recursive: true);
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static Task UntilAsync(DateTimeOffset moment) => moment - Now is { Ticks: > 0 } rest ? Task.Delay(rest) : Task.CompletedTask;

    private async Task VictoriaAsync(DateTimeOffset from, ChaosEvent[] events)
    {
        foreach (var e in events)
        {
            await UntilAsync(from + e.At);
            Say(e.Action == ChaosAction.StopVictoria ? $"victoria-metrics is stopped for {e.Away.TotalSeconds} s" : "victoria-metrics: kill -9");
            await (e.Action == ChaosAction.StopVictoria ? _victoria.StopAsync() : _victoria.KillAsync());
            await UntilAsync(from + e.At + e.Away);
            await _victoria.StartAsync();
            Say("victoria-metrics is back");
        }
    }

    private async Task WardOpsAsync(DateTimeOffset from, ChaosEvent[] events)
    {
        foreach (var e in events)
        {
            await UntilAsync(from + e.At);
            Say("WardOps: kill -9");
            _spans.Add(new RunningSpan(_running, Now));
            await _wardOps.KillAsync();
            await UntilAsync(from + e.At + e.Away);
            await StartWardOpsAsync();
            Say("WardOps is back");
        }
    }

    private async Task StartWardOpsAsync()
    {
        await _wardOps.StartAsync();
        await Waiting.ForAsync(
            async () => (await _wardOps.GetAsync("api/v1/dashboard/stats")).GetProperty("total_devices").GetInt32() == _plan.Devices,
            TimeSpan.FromSeconds(60),
            $"WardOps does not know its devices; see {_wardOps.LogFile}");
        _running = Now;
    }

    private Task AllAreUpAsync() => Waiting.ForAsync(
        async () => (await _wardOps.GetAsync("api/v1/dashboard/stats")).GetProperty("devices_up").GetInt32() == _plan.Devices,
        TimeSpan.FromSeconds(60),
        "Not all devices came up.");

    /// <summary>Until every round before <paramref name="to"/> has been read back, or has a reason.</summary>
    private Task SettledAsync(DateTimeOffset to) => Waiting.ForAsync(
        async () =>
        {
            var ledger = await _wardOps.GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/v1/history/ledger?from={to - TimeSpan.FromHours(1):yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}"));
            return ledger.GetProperty("rounds_waiting").GetInt64() == 0 && ledger.GetProperty("rounds_acknowledged").GetInt64() == 0;
        },
        s_patience,
        "Some rounds were not read back in time; see the page History.");

    private void Say(string what)
        => _say(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds,6:F1} s  {what}"));
}
