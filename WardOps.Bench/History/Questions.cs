using System.Globalization;
using Npgsql;
using WardOps.Bench.Servers;
using WardOps.Core.History.Victoria;

namespace WardOps.Bench.History;

/// <summary>
/// The questions of the original design: of WardOps as a program asks it, of victoria-metrics as its right query (the original's own are wrong, design.md section 9), and
/// of PostgreSQL as the legacy product asked it.
/// </summary>
internal sealed class Questions(HttpClient api, Uri victoria, NpgsqlDataSource? postgres, int devices, int devicesOfAMonth, DateTimeOffset end) : IDisposable
{
    private readonly HttpClient _victoria = new() { BaseAddress = victoria, Timeout = TimeSpan.FromMinutes(2) };

    public IReadOnlyList<Question> All =>
    [
        Ask(
            "device history 24 h",
            40,
            n => GetAsync($"api/v1/devices/{StoreSeed.IdOf(n % devices)}/history?time_range=24h"),
            n => RangeAsync($"{{__name__=~\"{Metrics.Status}|{Metrics.Rtt}|{Metrics.Loss}\",device_id=\"{StoreSeed.IdOf(n % devices)}\"}}", TimeSpan.FromHours(24), 10),
            "SELECT * FROM ping_results WHERE device_ip = $1 AND timestamp > $2 ORDER BY timestamp DESC",
            n => [StoreSeed.AddressOf(n % devices), Before(TimeSpan.FromHours(24))]),
        Ask(
            "device history 30 d",
            null,
            n => GetAsync($"api/v1/devices/{StoreSeed.IdOf(n % devicesOfAMonth)}/history?time_range=30d"),
            n => RangeAsync(
                string.Join(" or ", new[] { Metrics.Status, Metrics.Rtt, Metrics.Loss }.Select(m => $"avg_over_time({m}{{device_id=\"{StoreSeed.IdOf(n % devicesOfAMonth)}\"}}[5m])")), TimeSpan.FromDays(30), 300),
            "SELECT floor(extract(epoch FROM timestamp) / 300), min(is_reachable::int), avg(avg_rtt_ms) FILTER (WHERE is_reachable), avg(100.0 * (packets_sent - packets_received) / packets_sent) FROM ping_results WHERE device_ip = $1 AND timestamp > $2 GROUP BY 1 ORDER BY 1",
            n => [StoreSeed.AddressOf(n % devices), Before(TimeSpan.FromDays(30))]),
        Ask(
            "statistics",
            10,
            _ => GetAsync("api/v1/dashboard/stats"),
            _ => InstantAsync($"sum(sum_over_time({Metrics.Status}[24h])) / sum(count_over_time({Metrics.Status}[24h])) * 100"),
            "SELECT 100.0 * avg(is_reachable::int) FROM ping_results WHERE timestamp > $1",
            _ => [Before(TimeSpan.FromHours(24))]),
        Ask(
            "top problems",
            null,
            _ => GetAsync("api/v1/dashboard/problems"),
            _ => InstantAsync($"sort_desc(topk(10, count_eq_over_time({Metrics.Status}[24h], 0))) * 10"),
            "SELECT device_ip, count(*) FILTER (WHERE NOT is_reachable) * 10 AS down FROM ping_results WHERE timestamp > $1 GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
            _ => [Before(TimeSpan.FromHours(24))]),
        Ask(
            "branch heat map 24 h by hour",
            null,
            _ => GetAsync("api/v1/dashboard/heatmap?group_by=branch&period=24h"),
            _ => RangeAsync($"sum by (branch) (sum_over_time({Metrics.Status}[1h])) / sum by (branch) (count_over_time({Metrics.Status}[1h])) * 100", TimeSpan.FromHours(24), 3600),
            "SELECT split_part(device_ip, '.', 3), date_trunc('hour', timestamp), 100.0 * avg(is_reachable::int) FROM ping_results WHERE timestamp > $1 GROUP BY 1, 2",
            _ => [Before(TimeSpan.FromHours(24))]),
    ];

    public void Dispose() => _victoria.Dispose();

    private Question Ask(string name, double? budget, Func<int, Task> ofApi, Func<int, Task> ofVictoria, string sql, Func<int, object[]> parameters)
    {
        List<(string, Func<int, Task>)> sides = [(Question.Api, ofApi), (Question.Victoria, ofVictoria)];
        if (postgres is not null)
        {
            sides.Add((Question.Postgres, n => RowsAsync(postgres, sql, parameters(n))));
        }

        return new Question(name, budget, sides);
    }

    private DateTime Before(TimeSpan length) => (end - length).UtcDateTime;

    private async Task GetAsync(string path)
    {
        using var answer = await api.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private Task InstantAsync(string query) => PostAsync("api/v1/query", [new("query", query), new("time", Seconds(end)), new("nocache", "1")]);

    private Task RangeAsync(string query, TimeSpan length, int step) => PostAsync(
        "api/v1/query_range",
        [new("query", query), new("start", Seconds(end - length)), new("end", Seconds(end)), new("step", step.ToString(CultureInfo.InvariantCulture)), new("nocache", "1")]);

    private async Task PostAsync(string path, KeyValuePair<string, string>[] form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await _victoria.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task RowsAsync(NpgsqlDataSource postgres, string sql, object[] parameters)
    {
        await using var command = postgres.CreateCommand(sql);
        command.CommandTimeout = 600;
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            rows.GetValue(0);
        }
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
