using System.Globalization;
using System.Runtime.CompilerServices;
using WardOps.Core.History.Victoria.Answers;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Speaks to VictoriaMetrics, a single server or a cluster. Whatever keeps it from answering is a <see cref="HistoryUnavailableException"/> that
/// names the question and says what to do; an empty answer means that nothing is stored. Thread-safe.
/// </summary>
public sealed class VictoriaClient
{
    internal const string ClientName = "victoria";

    private readonly VictoriaTransport _transport;
    private readonly SampleText _text;
    private readonly DeviceReader _devices;
    private readonly ServerPages _server;
    private readonly TimeProvider _time;

    internal VictoriaClient(VictoriaTransport transport, SampleText text, TimeProvider time)
    {
        (_transport, _text, _time) = (transport, text, time);
        _devices = new DeviceReader(this, time);
        _server = new ServerPages(this, transport, time);
    }

    /// <summary>With the limits as they are by themselves.</summary>
    internal VictoriaClient(IHttpClientFactory clients, VictoriaEndpoint endpoint, TimeProvider time)
        : this(new VictoriaTransport(clients, endpoint, new TransportLimits(), time), new SampleText(TimeSpan.FromDays(372), compress: true), time)
    {
    }

    /// <summary>Writes one sample. That it was taken is no proof of being on disk: a killed server loses its last seconds.</summary>
    /// <exception cref="ArgumentException">The server would not keep it as it is; the message says why.</exception>
    /// <exception cref="HistoryUnavailableException">The server cannot be reached, or refused it.</exception>
    public Task WriteSampleAsync(VictoriaSample sample, CancellationToken cancellation) => WriteBatchAsync([sample], cancellation);

    /// <summary>Writes samples, in bodies of a few megabytes; all are looked at before the first is sent. After a failure write the whole batch again: the same sample twice is one.</summary>
    /// <exception cref="ArgumentException">The server would not keep one of them as it is; the message says why, and nothing was sent.</exception>
    /// <exception cref="HistoryUnavailableException">The server cannot be reached, or refused them.</exception>
    public async Task WriteBatchAsync(IReadOnlyCollection<VictoriaSample> samples, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        foreach (var sample in samples)
        {
            _text.Check(sample, now);
        }

        var what = string.Create(CultureInfo.InvariantCulture, $"a batch of {samples.Count} samples");
        foreach (var (body, isGzip) in _text.Bodies(samples).ToList())
        {
            await _transport.WriteAsync(body, isGzip, what, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Hands over Prometheus text as it is; the answer's status is for the caller to judge. A success is no proof of being on disk.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or not taken within 30 seconds.</exception>
    public Task<HttpResponseMessage> ImportAsync(ReadOnlyMemory<byte> body, bool isGzip, CancellationToken cancellation)
        => _transport.ImportAsync(body, isGzip, cancellation);

    /// <summary>One value per series at one moment.</summary>
    /// <param name="query">MetricsQL; label values come through <see cref="LabelText"/> or <see cref="RegexText"/>.</param>
    /// <param name="at">The moment.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HistoryUnavailableException">No answer.</exception>
    public Task<List<VictoriaSeries>> QueryAsync(string query, DateTimeOffset at, CancellationToken cancellation)
        => AskAsync(new VictoriaQuestion("api/v1/query", query, [new("query", query), new("time", Seconds(at)), new("nocache", "1")]), cancellation);

    /// <summary>
    /// Values at start, start + step, ... up to the end, inclusive. Without the result cache: replayed rounds must show at once. On a server
    /// with a -search.latencyOffset of 30 s, its default, the points of the last 30 s repeat older ones at steps up to a minute.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is below a millisecond, or the end comes before the start.</exception>
    /// <exception cref="HistoryUnavailableException">No answer; the server also refuses more than 30,000 points.</exception>
    public Task<List<VictoriaSeries>> QueryRangeAsync(
        string query, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellation)
    {
        // A step of 0 would be five minutes to the server.
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        KeyValuePair<string, string>[] form =
        [
            new("query", query),
            new("start", Seconds(start)),
            new("end", Seconds(end)),
            new("step", step.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
            new("nocache", "1"),
        ];
        return AskAsync(new VictoriaQuestion("api/v1/query_range", query, form), cancellation);
    }

    /// <summary>Raw samples of [from, to), all in memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    /// <exception cref="HistoryUnavailableException">No answer, or more than 20 million values.</exception>
    public async Task<List<VictoriaSeries>> ExportAsync(string selector, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var all = new List<VictoriaSeries>();
        long points = 0;
        await foreach (var series in ExportSeriesAsync(selector, from, to, cancellation).ConfigureAwait(false))
        {
            points += series.Times.Length;
            all.Add(points <= _transport.Limits.MostPoints ? series : throw VictoriaFaults.TooManyPoints(selector, _transport.Limits.MostPoints));
        }

        return all;
    }

    /// <summary>
    /// Raw samples of [from, to), series by series as they come: no more than one is in memory. The time-out counts until the last one, with the time
    /// that the caller takes in between.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    /// <exception cref="HistoryUnavailableException">No answer, or one that broke off: what has come until then is not all.</exception>
    public async IAsyncEnumerable<VictoriaSeries> ExportSeriesAsync(
        string selector, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        KeyValuePair<string, string>[] form = [new("match[]", selector), new("start", Seconds(from)), new("end", Seconds(to.AddMilliseconds(-1)))];
        var question = new VictoriaQuestion("api/v1/export", selector, form) { IsLines = true };
        var answer = await _transport.AskAsync(question, cancellation).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            await foreach (var series in ExportLines.ReadAsync(answer, cancellation).ConfigureAwait(false))
            {
                yield return series;
            }
        }
    }

    /// <summary>Status of a device in each step of [from, to), under all names it ever had: down if any round of a step had no reply, null where nothing is known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, the step is below a second, or there are more than 100,000 steps.</exception>
    /// <exception cref="HistoryUnavailableException">No answer.</exception>
    public Task<IReadOnlyList<StatusPoint>> DeviceStatusHistoryAsync(
        Guid deviceId, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
        => _devices.StatusHistoryAsync(deviceId, from, to, step, cancellation);

    /// <summary>Uptime of a device in [from, to), under all names it ever had: up time of the known time, with its coverage. Time to come is not unknown.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="round">What one sample of it stands for: the interval of its rounds.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or the round is.</exception>
    /// <exception cref="HistoryUnavailableException">No answer.</exception>
    public Task<Uptime> DeviceUptimeAsync(Guid deviceId, DateTimeOffset from, DateTimeOffset to, TimeSpan round, CancellationToken cancellation)
        => _devices.UptimeAsync(deviceId, from, to, round, cancellation);

    /// <summary>
    /// The devices that were down longest in [from, to), longest first; none that was not down at all. Reads every device's samples: 0.4 s for a
    /// day of 10,000 devices, so a page takes its figures from the sums in memory.
    /// </summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="count">How many, 1 to 10,000.</param>
    /// <param name="round">What one sample stands for; devices are compared by samples, as if all had the same interval.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, the round is, or the count is out of range.</exception>
    /// <exception cref="HistoryUnavailableException">No answer.</exception>
    public Task<IReadOnlyList<DeviceDown>> TopDownDevicesAsync(
        DateTimeOffset from, DateTimeOffset to, int count, TimeSpan round, CancellationToken cancellation)
        => _devices.TopDownAsync(from, to, count, round, cancellation);

    /// <summary>How many series are stored; in a cluster, those of the tenant.</summary>
    /// <exception cref="HistoryUnavailableException">No answer.</exception>
    public Task<long> SeriesCountAsync(CancellationToken cancellation) => _server.SeriesCountAsync(cancellation);

    /// <summary>Whether the server answers questions, and what it says of itself. Its troubles are in the result; only cancellation throws.</summary>
    public Task<VictoriaServerState> StatusAsync(CancellationToken cancellation) => _server.StatusAsync(cancellation);

    /// <summary>
    /// Makes the server forget the results it has cached, after samples of the past were written. WardOps asks past the cache; dashboards do not.
    /// </summary>
    /// <returns>False where this cannot be asked: behind a proxy.</returns>
    /// <exception cref="HistoryUnavailableException">No answer, or a refusal (-search.resetCacheAuthKey).</exception>
    public Task<bool> ResetCacheAsync(CancellationToken cancellation) => _server.ResetCacheAsync(cancellation);

    /// <summary>
    /// When the server was started, in seconds since the Unix epoch; null if it does not say. In a cluster no one process is the server: null, but
    /// whoever reads there must answer.
    /// </summary>
    /// <exception cref="HistoryUnavailableException">No answer.</exception>
    internal Task<double?> StartedAtAsync(CancellationToken cancellation) => _server.StartedAtAsync(cancellation);

    /// <summary>The /metrics page of the server; null in a cluster and behind a proxy.</summary>
    /// <exception cref="HistoryUnavailableException">No answer.</exception>
    internal Task<ServerMetrics?> MetricsAsync(CancellationToken cancellation) => _server.MetricsAsync(cancellation);

    /// <summary>Whether a server answers there.</summary>
    internal Task<bool> IsHealthyAsync(Uri at, CancellationToken cancellation) => _server.IsHealthyAsync(at, VictoriaCredentials.None, cancellation);

    // Before 1970 the server would take the number for a length of time.
    private static string Seconds(DateTimeOffset time) => time >= DateTimeOffset.UnixEpoch
        ? (time.ToUnixTimeMilliseconds() / 1000m).ToString("0.###", CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(time), time, "Nothing is stored of the time before 1970.");

    private async Task<List<VictoriaSeries>> AskAsync(VictoriaQuestion question, CancellationToken cancellation)
    {
        var answer = await _transport.AskAsync(question, cancellation).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            return await QueryResult.ReadAsync(answer, _transport.Limits.MostPoints).ConfigureAwait(false);
        }
    }
}
