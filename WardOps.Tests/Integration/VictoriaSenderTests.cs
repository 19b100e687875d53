using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Victoria;
using WardOps.Core.History.Victoria.Transport;
using WardOps.Tests.History.Spool;

namespace WardOps.Tests.Integration;

/// <summary>The sender against servers that do wrong, over real connections. The clock is a made-up one, so nobody waits for half a minute.</summary>
public sealed class VictoriaSenderTests : IDisposable
{
    private readonly MisbehavingServer _server = new();
    private readonly SpoolBox _box = new();
    private readonly Clients _clients = new();
    private readonly VictoriaEndpoint _endpoint;
    private readonly VictoriaStatus _status;
    private readonly VictoriaSender _sender;

    public VictoriaSenderTests()
    {
        _endpoint = new VictoriaEndpoint(_server.Address);
        _status = new VictoriaStatus(HistoryMode.External, _box.Spool, new RecorderCounts());
        _sender = new VictoriaSender(
            _box.Spool, new VictoriaClient(_clients, _endpoint, _box.Time), _endpoint, _status, _box.Time, NullLogger<VictoriaSender>.Instance);
    }

    public void Dispose()
    {
        _sender.Dispose();
        _box.Dispose();
        _clients.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData(Misdeed.Hang, "did not answer to a write within 3", "free disk space")]
    [InlineData(Misdeed.CloseInTheMiddle, "cannot be reached", "free disk space")]
    [InlineData(Misdeed.NoAnswer, "cannot be reached", "free disk space")]
    [InlineData(Misdeed.HalfAnAnswer, "cannot be reached", "free disk space")]
    [InlineData(Misdeed.NoHttpAtAll, "cannot be reached", "free disk space")]
    [InlineData(Misdeed.ErrorWithoutEnd, "answered 500 to a write: xxx", "free disk space")]
    [InlineData(Misdeed.GarbageWith200, "that is not VictoriaMetrics", "VICTORIA_URL")]
    [InlineData(Misdeed.BadRequest, "400 to a write: <html>", "VICTORIA_URL")]
    [InlineData(Misdeed.Unauthorized, "401", "credentials")]
    [InlineData(Misdeed.NotFound, "404", "VICTORIA_URL")]
    [InlineData(Misdeed.TooLarge, "413", "proxy")]
    [InlineData(Misdeed.TooMany, "429", "VICTORIA_URL")]
    [InlineData(Misdeed.Broken, "500", "free disk space")]
    [InlineData(Misdeed.Overloaded, "503", "free disk space")]
    public async Task Server_ThatDoesWrong_LosesNothingAndIsNamed(Misdeed misdeed, string problem, string fix)
    {
        for (var i = 0; i < 6; i++)
        {
            _server.Misdeeds.Enqueue(misdeed);
        }

        await StartAsync();
        _box.AppendAll(0, 10, 50_000);   // recording goes on, whatever the server does
        _sender.Wake();

        await PassingTimeAsync(() => _status.Current is { IsAvailable: false } state && state.Problem!.Contains(problem, StringComparison.Ordinal));
        Assert.Contains(fix, _status.Current.Fix, StringComparison.Ordinal);
        _box.AppendAll(10, 5, 50_000);
        Assert.Equal((15, SpoolBox.At(0)), (_status.Current.WaitingRounds, _status.Current.OldestWaiting!.Value));

        await PassingTimeAsync(() => _status.Current is { WaitingRounds: 0, IsAvailable: true, DroppedRounds: 0 });
        AssertArrived(15, 50_000);
        Assert.All(Enumerable.Range(0, 15), i => Assert.Equal((RoundFate.Acknowledged, GapReason.None), _box.FateOf(i)));
        Assert.Null(_status.Current.Problem);
    }

    [Fact]
    public async Task Connection_ClosedWhileIdle_IsNoFailure()
    {
        await StartAsync();
        Send(0);
        await Eventually.TrueAsync(() => _status.Current.WaitingRounds == 0);
        _server.Misdeeds.Enqueue(Misdeed.NoAnswer);
        Send(1);
        await Eventually.TrueAsync(() => _status.Current.WaitingRounds == 0);   // the clock stands: nothing was waited for
        AssertArrived(2, 100);
        Assert.True(_status.Current.IsAvailable);
    }

    [Fact]
    public async Task Rounds_WrittenLateOrOfAnEarlierRun_AreToldToWhoeverHasReadTheStore()
    {
        List<(DateTimeOffset From, DateTimeOffset To)> told = [];
        _sender.WrittenLate = (from, to) => told.Add((from, to));
        _box.Append(-1).Append(0);
        await StartAsync();
        await Eventually.TrueAsync(() => _status.Current.WaitingRounds == 0);
        _box.Time.Advance(TimeSpan.FromMinutes(2));
        Send(1);
        await Eventually.TrueAsync(() => told.Count == 2);

        Assert.Equal([(SpoolBox.At(-1), SpoolBox.At(0)), (SpoolBox.At(1), SpoolBox.At(2))], told);
    }

    [Fact]
    public async Task Server_ThatStartsAgain_WakesTheSenderAtOnce()
    {
        for (var i = 0; i < 3; i++)
        {
            _server.Misdeeds.Enqueue(Misdeed.Overloaded);
        }

        await StartAsync();
        Send(0);
        await Eventually.TrueAsync(() => _server.Requests == 1);
        for (var restart = 2; restart <= 4; restart++)
        {
            await Eventually.TrueAsync(() => _status.Current.Problem!.Contains("answered 503", StringComparison.Ordinal));
            _endpoint.Restarted();   // the clock stands: the pause would last for ever
            await Eventually.TrueAsync(() => _server.Requests == restart);
        }

        await Eventually.TrueAsync(() => _status.Current.WaitingRounds == 0);
    }

    [Fact]
    public async Task Backlog_BehindAServerThatFailsNowAndThen_IsWorkedOff()
    {
        _server.FailsEvery = 20;
        _box.AppendAll(0, 100);
        await StartAsync();

        await PassingTimeAsync(() => _status.Current is { WaitingRounds: 0 });

        // Each failure may have been a restart, so each round is sent once more at the most.
        Assert.InRange(_server.Requests, 100, 220);
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal((RoundFate.Acknowledged, GapReason.None), _box.FateOf(i)));
    }

    [Fact]
    public async Task Stop_WhileTheServerHangs_LeavesWhatIsOnDisk()
    {
        _server.Misdeeds.Enqueue(Misdeed.Hang);
        await StartAsync();
        _box.AppendAll(0, 3);
        _sender.Wake();
        await Eventually.TrueAsync(() => _server.Requests == 1);

        var stop = _sender.StopAsync(TestContext.Current.CancellationToken);
        await PassingTimeAsync(() => stop.IsCompleted);

        Assert.Equal((3, 0L), (_status.Current.WaitingRounds, _status.Current.DroppedRounds));
        using var next = _box.Crash();
        Assert.Equal([0, 1, 2], next.SendAll());
    }

    [Fact]
    public async Task Stop_WhileTheServerIsAway_DoesNotWaitForIt()
    {
        for (var i = 0; i < 20; i++)
        {
            _server.Misdeeds.Enqueue(Misdeed.Overloaded);
        }

        await StartAsync();
        _box.AppendAll(0, 3);
        _sender.Wake();
        await Eventually.TrueAsync(() => _status.Current.Problem!.Contains("answered 503", StringComparison.Ordinal));

        await _sender.StopAsync(TestContext.Current.CancellationToken);   // the clock stands

        Assert.Equal(3, _status.Current.WaitingRounds);
        Assert.InRange(_server.Requests, 1, 3);
    }

    [Fact]
    public async Task Stop_WithRoundsInMemory_TriesForFiveSecondsAndBooksTheRest()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_box.Folder)!);
        await File.WriteAllTextAsync(_box.Folder, "a file where the folder should be", TestContext.Current.CancellationToken);
        _server.Misdeeds.Enqueue(Misdeed.Overloaded);
        _server.Misdeeds.Enqueue(Misdeed.Overloaded);
        for (var i = 0; i < 50; i++)
        {
            _server.Misdeeds.Enqueue(Misdeed.Hang);
        }

        await StartAsync();
        _box.AppendAll(0, 3);
        _sender.Wake();
        await Eventually.TrueAsync(() => _status.Current.Problem!.Contains("answered 503", StringComparison.Ordinal));
        Assert.False(_status.Current.IsSpoolOnDisk);
        Assert.Contains(_box.Folder, _status.Current.Problem, StringComparison.Ordinal);

        var stop = _sender.StopAsync(TestContext.Current.CancellationToken);
        await PassingTimeAsync(() => stop.IsCompleted);

        Assert.InRange(_server.Requests, 2, 10);
        Assert.Equal((0, 3L), (_status.Current.WaitingRounds, _status.Current.DroppedRounds));
        Assert.Equal((RoundFate.Missing, GapReason.SpoolBroken), _box.FateOf(2));
        File.Delete(_box.Folder);
        Directory.CreateDirectory(_box.Folder);
    }

    [Fact]
    public void Backoff_GrowsFromHalfASecondToHalfAMinute()
    {
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(1, 8).Select(n => VictoriaSender.Backoff(n, 0.5).TotalSeconds));
        Assert.All([1, 5, 10, 1000, int.MaxValue], n => Assert.InRange(VictoriaSender.Backoff(n, 0.999).TotalSeconds, 0.5, 30));
        Assert.Equal((0.8 * 4, 1.2 * 4), (VictoriaSender.Backoff(4, 0).TotalSeconds, VictoriaSender.Backoff(4, 1).TotalSeconds));
    }

    private Task StartAsync() => _sender.StartAsync(TestContext.Current.CancellationToken);

    private void Send(int number)
    {
        _box.Append(number);
        _sender.Wake();
    }

    private Task PassingTimeAsync(Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        _box.Time.Advance(TimeSpan.FromSeconds(2));
        return condition();
    });

    /// <summary>Every round as it was, in order; on a slow machine the made-up clock may have called one twice.</summary>
    private void AssertArrived(int rounds, int size)
    {
        List<byte[]> bodies = [];
        foreach (var body in _server.Accepted.Where(b => bodies.Count == 0 || !b.AsSpan().SequenceEqual(bodies[^1])))
        {
            bodies.Add(body);
        }

        Assert.Equal(rounds, bodies.Count);
        Assert.All(Enumerable.Range(0, rounds), i => Assert.True(bodies[i].AsSpan().SequenceEqual(SpoolBox.Body(i, size))));
    }

    private sealed class Clients : IHttpClientFactory, IDisposable
    {
        private readonly SocketsHttpHandler _handler = VictoriaHttp.CreateHandler();

        public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        public void Dispose() => _handler.Dispose();
    }
}
