using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Spool;
using WardOps.Core.History.Sums;
using WardOps.Core.History.Victoria;
using WardOps.Tests.Integration;

namespace WardOps.Tests.History;

public sealed class RecordingTests : IDisposable
{
    private static readonly DateTimeOffset s_at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly FakeServer _server = new();
    private readonly VictoriaEndpoint _endpoint = new(new Uri("http://victoria.test/"));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wardops-recording-");
    private readonly RoundLedger _ledger = new();
    private readonly RoundSpool _spool;
    private readonly SampleEncoder _encoder = new(compress: false);
    private readonly Catalog _catalog = Catalog.Empty.With([Rounds.Device(1)]);
    private readonly VictoriaStatus _status;
    private readonly VictoriaSender _sender;
    private readonly RoundRecorder _recorder;

    public RecordingTests()
    {
        var (counts, time) = (new RecorderCounts(), TimeProvider.System);
        _spool = new RoundSpool(
            new SpoolLimits(Path.Combine(_folder.FullName, "spool"), 64 << 20, TimeSpan.FromDays(7), 1 << 20), _ledger, time, NullLogger<RoundSpool>.Instance);
        _status = new VictoriaStatus(HistoryMode.External, _spool, counts);
        _sender = new VictoriaSender(_spool, new VictoriaClient(_server, _endpoint, time), _endpoint, _status, time, NullLogger<VictoriaSender>.Instance);
        _recorder = new RoundRecorder(
            new RollingSums(new DeviceCatalog(), ProbePolicy.Default, time), new FreshRounds(), _ledger,
            new VictoriaRoundStore(_encoder, _spool, _sender, _ledger), counts, time, NullLogger<RoundRecorder>.Instance);
    }

    public void Dispose()
    {
        _recorder.Dispose();
        _sender.Dispose();
        _server.Dispose();
        _spool.Dispose();
        _encoder.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Rounds_arrive_in_order_through_failures_and_a_refused_one_is_counted()
    {
        // A closed connection, an overloaded server, then a refusal for good of the second round.
        _server.Answers.Enqueue(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "closed"));
        _server.Answers.Enqueue(() => HttpStatusCode.ServiceUnavailable);
        _server.Answers.Enqueue(() => HttpStatusCode.NoContent);
        _server.Answers.Enqueue(() => HttpStatusCode.BadRequest);
        _server.Answers.Enqueue(() => HttpStatusCode.NoContent);   // the question whether it takes writes at all
        await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            Offer(i);
        }

        await Eventually.TrueAsync(() => _status.Current.WaitingRounds == 0);
        Assert.Equal([0, 0, 0, 1, FakeServer.Nothing, 2], _server.Rounds);
        var state = _status.Current;
        Assert.Equal((true, 0, 1L, true, (DateTimeOffset?)null), (state.IsAvailable, state.WaitingRounds, state.DroppedRounds, state.IsSpoolOnDisk, state.OldestWaiting));
        Assert.Contains("1 since VictoriaMetrics refused them", state.Problem, StringComparison.Ordinal);
        Assert.Equal(
            [(RoundFate.Acknowledged, GapReason.None), (RoundFate.Missing, GapReason.Refused), (RoundFate.Acknowledged, GapReason.None)],
            _ledger.Runs(s_at, s_at + TimeSpan.FromHours(1)).SelectMany(r => Enumerable.Repeat((r.Fate, r.Reason), (int)r.Rounds)));
    }

    [Fact]
    public async Task A_server_that_refuses_everything_loses_no_round()
    {
        for (var i = 0; i < 3; i++)
        {
            _server.Answers.Enqueue(() => HttpStatusCode.BadRequest);   // a round, the question, and the next try
        }

        _server.Answers.Enqueue(() => HttpStatusCode.BadRequest);
        await StartAsync();
        Offer(0);
        await Eventually.TrueAsync(() => _status.Current.Problem?.Contains("400", StringComparison.Ordinal) == true);
        Assert.Contains("VICTORIA_URL", _status.Current.Fix, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => _status.Current is { WaitingRounds: 0, IsAvailable: true });
        Assert.Equal([0, FakeServer.Nothing, 0, FakeServer.Nothing, 0], _server.Rounds);
        Assert.Equal(0, _status.Current.DroppedRounds);
    }

    [Fact]
    public async Task A_restart_brings_the_last_rounds_again_in_order()
    {
        await StartAsync();
        Offer(0);
        Offer(1);
        await Eventually.TrueAsync(() => _server.Rounds.Length == 2);
        _endpoint.Restarted();
        Offer(2);
        await Eventually.TrueAsync(() => _server.Rounds.Length >= 5);
        Assert.Equal(2, _server.Rounds.Count(r => r == 0));
        Assert.Equal(2, _server.Rounds.Count(r => r == 1));
    }

    [Fact]
    public async Task A_stop_writes_what_waits()
    {
        await StartAsync();
        Offer(0);
        await Eventually.TrueAsync(() => _server.Rounds.Length == 1);
        for (var i = 1; i < 10; i++)
        {
            Offer(i);
        }

        await _recorder.StopAsync(TestContext.Current.CancellationToken);
        await _sender.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 10), _server.Rounds);
        Offer(11);
        Assert.Equal(1, _status.Current.DroppedRounds);
    }

    [Fact]
    public void Offer_never_waits_and_counts_what_it_drops()
    {
        // Nobody reads: the recorder was not started.
        for (var i = 0; i < 20; i++)
        {
            Offer(i);
        }

        Assert.Equal((16, 4), (_status.Current.WaitingRounds, _status.Current.DroppedRounds));
    }

    private async Task StartAsync()
    {
        await _sender.StartAsync(TestContext.Current.CancellationToken);
        await _recorder.StartAsync(TestContext.Current.CancellationToken);
    }

    private void Offer(int number) => _recorder.Offer(Rounds.At(s_at + (number * Rounds.Interval), _catalog, Rounds.Up));

    /// <summary>Answers as told, then always 204; remembers which rounds came.</summary>
    private sealed class FakeServer : HttpMessageHandler, IHttpClientFactory
    {
        /// <summary>A body without a sample.</summary>
        public const int Nothing = -1;

        private readonly List<int> _rounds = [];

        public Queue<Func<HttpStatusCode>> Answers { get; } = new();

        public int[] Rounds
        {
            get
            {
                lock (_rounds)
                {
                    return [.. _rounds];
                }
            }
        }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var text = await request.Content!.ReadAsStringAsync(cancellationToken);
            var at = text == "\n" ? 0 : long.Parse(text[text.LastIndexOf(' ')..], System.Globalization.CultureInfo.InvariantCulture);
            lock (_rounds)
            {
                _rounds.Add(at == 0 ? Nothing : (int)(at - s_at.ToUnixTimeMilliseconds()) / 10_000);
            }

            return new HttpResponseMessage(Answers.TryDequeue(out var answer) ? answer() : HttpStatusCode.NoContent);
        }
    }
}
