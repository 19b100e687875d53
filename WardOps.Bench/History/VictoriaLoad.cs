using System.Buffers;
using System.Globalization;
using System.Text.Json;
using WardOps.Bench.Servers;
using WardOps.Core.History.Victoria;

namespace WardOps.Bench.History;

/// <summary>Puts generated rounds into victoria-metrics as JSON lines, the fastest way in.</summary>
internal static class VictoriaLoad
{
    private const int RoundsPerLine = 576;
    private const int BytesPerRequest = 8 * 1024 * 1024;

    /// <returns>How many samples were sent.</returns>
    /// <param name="victoria">Where to.</param>
    /// <param name="devices">Numbers of the devices.</param>
    /// <param name="first">Time of the first round.</param>
    /// <param name="interval">From one round to the next.</param>
    /// <param name="rounds">How many.</param>
    public static async Task<long> RunAsync(Uri victoria, IEnumerable<int> devices, DateTimeOffset first, TimeSpan interval, int rounds)
    {
        using var http = new HttpClient { BaseAddress = victoria, Timeout = TimeSpan.FromMinutes(5) };
        var buffer = new ArrayBufferWriter<byte>(BytesPerRequest + (1024 * 1024));
        var samples = 0L;
        foreach (var device in devices)
        {
            var day = new GeneratedDay(device, rounds);
            for (var from = 0; from < rounds; from += RoundsPerLine)
            {
                var to = Math.Min(rounds, from + RoundsPerLine);
                samples += Line(buffer, Metrics.Status, device, from, to, first, interval, _ => true, (w, i) => w.WriteNumberValue(day.IsUp[i] ? 1 : 0));
                samples += Line(buffer, Metrics.Loss, device, from, to, first, interval, _ => true, (w, i) => w.WriteNumberValue(day.LossPercent[i]));
                samples += Line(buffer, Metrics.Rtt, device, from, to, first, interval, i => day.IsUp[i], (w, i) => w.WriteNumberValue(day.RttMs[i]));
                samples += Line(buffer, Metrics.Jitter, device, from, to, first, interval, i => day.IsUp[i], (w, i) => w.WriteNumberValue(day.JitterMs[i]));
            }

            if (buffer.WrittenCount > BytesPerRequest)
            {
                await SendAsync(http, buffer);
            }
        }

        await SendAsync(http, buffer);
        return samples;
    }

    private static int Line(
        ArrayBufferWriter<byte> buffer, string metric, int device, int from, int to, DateTimeOffset first, TimeSpan interval, Func<int, bool> isThere, Action<Utf8JsonWriter, int> value)
    {
        var count = Enumerable.Range(from, to - from).Count(isThere);
        if (count == 0)
        {
            return 0;   // a line without values is refused
        }

        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metric");
            json.WriteString("__name__", metric);
            json.WriteString("device_id", Metrics.IdText(StoreSeed.IdOf(device)));
            json.WriteString("device_ip", StoreSeed.AddressOf(device));
            json.WriteString("device_name", StoreSeed.NameOf(device));
            if (metric == Metrics.Status)
            {
                json.WriteString("branch", StoreSeed.BranchOf(device));
                json.WriteString("region", StoreSeed.RegionOf(device));
                json.WriteString("device_type", StoreSeed.TypeOf(device));
            }

            json.WriteEndObject();
            json.WriteStartArray("values");
            for (var i = from; i < to; i++)
            {
                if (isThere(i))
                {
                    value(json, i);
                }
            }

            json.WriteEndArray();
            json.WriteStartArray("timestamps");
            for (var i = from; i < to; i++)
            {
                if (isThere(i))
                {
                    json.WriteNumberValue((first + (i * interval)).ToUnixTimeMilliseconds());
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return count;
    }

    private static async Task SendAsync(HttpClient http, ArrayBufferWriter<byte> buffer)
    {
        if (buffer.WrittenCount == 0)
        {
            return;
        }

        using var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        using var answer = await http.PostAsync("api/v1/import", content);
        answer.EnsureSuccessStatusCode();
        buffer.ResetWrittenCount();
    }

    /// <summary>
    /// Whether all of it is there, on disk and visible: bad lines are answered with 204 as well.
    /// </summary>
    public static async Task VerifyAsync(Uri victoria, long samples)
    {
        using var http = new HttpClient { BaseAddress = victoria };
        var text = await http.GetStringAsync("metrics");
        var invalid = Value(text, "vm_rows_invalid_total{type=\"vmimport\"}");
        if (invalid > 0)
        {
            throw new InvalidOperationException($"victoria-metrics refused {invalid} rows of the generated data.");
        }

        await Waiting.ForAsync(
            async () => Rows(await http.GetStringAsync("metrics")) >= samples,
            TimeSpan.FromMinutes(2),
            $"victoria-metrics does not hold the {samples} samples that were sent.");
    }

    /// <summary>Stored rows, whatever part they are in.</summary>
    public static double Rows(string metrics) => Sum(metrics, "vm_rows{", "indexdb");

    /// <summary>Bytes of the stored rows on disk.</summary>
    public static double Bytes(string metrics) => Sum(metrics, "vm_data_size_bytes{", "indexdb");

    /// <summary>Bytes of the index on disk.</summary>
    public static double IndexBytes(string metrics) => Value(metrics, "vm_data_size_bytes{type=\"indexdb\"}");

    private static double Sum(string metrics, string begin, string not) => metrics.Split('\n')
        .Where(l => l.StartsWith(begin, StringComparison.Ordinal) && !l.Contains(not, StringComparison.Ordinal))
        .Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static double Value(string metrics, string begin) => metrics.Split('\n')
        .Where(l => l.StartsWith(begin, StringComparison.Ordinal))
        .Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
