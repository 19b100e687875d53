using System.Text.Json;

namespace WardOps.Bench.Chaos;

/// <summary>What victoria-metrics really holds, read from its export, which gives every stored sample of every series.</summary>
/// <param name="Devices">How many devices have the round, by its start in milliseconds since the Unix epoch.</param>
/// <param name="Twice">Samples that are there more than once.</param>
/// <param name="Series">How many series there are.</param>
internal sealed record StoredRounds(IReadOnlyDictionary<long, int> Devices, long Twice, int Series)
{
    public static async Task<StoredRounds> ReadAsync(Uri victoria, string metric, DateTimeOffset from, DateTimeOffset to)
    {
        using var http = new HttpClient { BaseAddress = victoria, Timeout = TimeSpan.FromMinutes(2) };
        using var form = new FormUrlEncodedContent(
        [
            new("match[]", metric),
            new("start", from.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("end", to.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ]);
        using var answer = await http.PostAsync("api/v1/export", form);
        answer.EnsureSuccessStatusCode();
        var devices = new Dictionary<long, int>();
        var (twice, series) = (0L, 0);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync() is { } line)
        {
            using var one = JsonDocument.Parse(line);
            var seen = new HashSet<long>();
            series++;
            foreach (var time in one.RootElement.GetProperty("timestamps").EnumerateArray())
            {
                if (seen.Add(time.GetInt64()))
                {
                    devices[time.GetInt64()] = devices.GetValueOrDefault(time.GetInt64()) + 1;
                }
                else
                {
                    twice++;
                }
            }
        }

        return new StoredRounds(devices, twice, series);
    }
}
