using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;
using WardOps.Tests.Integration;
using WardOps.Tests.Probing;

namespace WardOps.Tests.History.Ledger;

/// <summary>Every reason that the monitor itself is to blame for, made to happen through the real loop, assembler and recorder, in virtual time.</summary>
public sealed class GapReasonTests : IDisposable
{
    private readonly SimulatedRun _run;
    private readonly RoundLedger _ledger;
    private readonly RoundAssembler _assembler = new();
    private readonly StoreOfTheTest _store;
    private readonly RoundRecorder _recorder;
    private Func<ProbeTick, bool> _isDropped = _ => false;

    public GapReasonTests()
    {
        var fleet = Fleet.Of(3);
        _run = new SimulatedRun(fleet);
        _ledger = new RoundLedger(_run.Time);
        _store = new StoreOfTheTest(_ledger);
        _recorder = new RoundRecorder(
            new RollingSums(fleet, ProbePolicy.Default, _run.Time), new FreshRounds(), _ledger, _store, new RecorderCounts(), TimeProvider.System, NullLogger<RoundRecorder>.Instance);
        _run.Judge = Pump;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public async Task Nothing_happens_and_no_round_is_missing()
    {
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(60));

        await IsAsync("5 Acknowledged, 1 Issued");
        Assert.All(_ledger.Snapshot().Runs.Where(r => r.Fate == RoundFate.Acknowledged), r => Assert.Equal(3, r.Samples));
    }

    [Fact]
    public async Task Skipped_when_the_clock_is_set_forward()
    {
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(15));
        _run.Time.StepWall(TimeSpan.FromSeconds(40));
        _run.For(TimeSpan.FromSeconds(30));

        await Eventually.TrueAsync(() => Missing().ContainsKey(GapReason.Skipped));
        Assert.Equal(4, Missing()[GapReason.Skipped]);
        Assert.DoesNotContain(GapReason.Overrun, Missing().Keys);
    }

    [Fact]
    public async Task Nothing_is_missing_when_the_clock_is_set_back_and_rounds_run_ahead_of_it()
    {
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(25));
        _run.Time.StepWall(TimeSpan.FromSeconds(-60));
        _run.For(TimeSpan.FromSeconds(100));

        _ledger.Check(mayEnd: false);
        Assert.DoesNotContain(Missing().Keys, r => r is GapReason.Skipped or GapReason.Overrun);
        Book.IsSound(_ledger.Snapshot().Runs);
    }

    [Fact]
    public async Task Skipped_when_the_machine_stood_still()
    {
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(15));
        _run.Time.Advance(TimeSpan.FromSeconds(35));
        _run.For(TimeSpan.FromSeconds(30));

        await Eventually.TrueAsync(() => Missing().ContainsKey(GapReason.Skipped));
        Assert.InRange(Missing()[GapReason.Skipped], 3, 4);
    }

    [Fact]
    public async Task Overrun_when_a_tick_with_echoes_of_the_round_was_dropped()
    {
        await _recorder.StartAsync(Cancellation);
        var isFirst = true;
        _run.For(TimeSpan.FromSeconds(8));
        _isDropped = tick => isFirst && tick.Outcomes.Length > 0 && tick.Started is null && !(isFirst = false);
        _run.For(TimeSpan.FromSeconds(80));
        _ledger.Check(mayEnd: false);

        await Eventually.TrueAsync(() => Missing().GetValueOrDefault(GapReason.Overrun) == 1);
    }

    [Fact]
    public async Task Overrun_when_the_tick_that_began_the_round_was_dropped()
    {
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(8));
        var isFirst = true;
        _isDropped = tick => isFirst && tick.Started is not null && !(isFirst = false);
        _run.For(TimeSpan.FromSeconds(30));

        Assert.Equal(1, Missing()[GapReason.Overrun]);
        Assert.DoesNotContain(GapReason.Skipped, Missing().Keys);
    }

    [Fact]
    public void Overrun_when_the_store_takes_nothing_for_minutes()
    {
        _run.For(TimeSpan.FromSeconds(200));   // the recorder was not started: nobody takes rounds off it

        Assert.Equal(_run.Closed.Count - RoundRecorder.MostWaiting, Missing()[GapReason.Overrun]);
        _run.Time.Advance(TimeSpan.FromMinutes(5));
        _ledger.Check(mayEnd: true);
        Assert.Equal(RoundRecorder.MostWaiting, _ledger.Summary(Book.Start, DateTimeOffset.MaxValue).Counts[RoundFate.Issued]);   // closed and waiting is not overrun
    }

    [Fact]
    public async Task Cut_short_when_WardOps_ends_within_a_round()
    {
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(25));
        await Eventually.TrueAsync(() => _store.Taken == _run.Closed.Count);   // or the last closed one may be cut short with it
        _run.Stop(TimeSpan.FromSeconds(1));
        await _recorder.StopAsync(Cancellation);

        var next = new RoundLedger(_run.Time);
        next.Restore(_ledger.Snapshot().Runs);
        Assert.EndsWith("1 CutShort", Book.Words(next.Snapshot().Runs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_short_when_the_store_does_not_take_it_before_WardOps_has_to_end()
    {
        _store.Hangs = true;
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => _store.Taken > 0);
        await _recorder.StopAsync(Cancellation);

        Assert.Equal(_run.Closed.Count, Missing()[GapReason.CutShort]);   // the one in hand, and the one behind it
    }

    [Fact]
    public async Task Encoding_failed_when_the_store_cannot_make_anything_of_it()
    {
        _store.Breaks = true;
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(25));

        await Eventually.TrueAsync(() => Missing().GetValueOrDefault(GapReason.EncodingFailed) == 1);
    }

    [Fact]
    public async Task Blind_while_no_socket_is_open()
    {
        var blind = new SimulatedRun(Fleet.Of(3), open: run => new UnavailableTransport(new EchoClock(run.Time), "There is no socket.", [])) { Judge = Pump };
        await _recorder.StartAsync(Cancellation);
        blind.For(TimeSpan.FromSeconds(25));

        await Eventually.TrueAsync(() => Missing().GetValueOrDefault(GapReason.Blind) >= 1);
    }

    [Fact]
    public async Task Nothing_known_while_there_is_no_device()
    {
        var empty = new SimulatedRun(Fleet.Of(0)) { Judge = Pump };
        await _recorder.StartAsync(Cancellation);
        empty.For(TimeSpan.FromSeconds(35));

        await Eventually.TrueAsync(() => _ledger.Snapshot().Runs[0].Reason == GapReason.NothingKnown);
        Assert.Equal(0, _ledger.Summary(Book.Start, DateTimeOffset.MaxValue).Counts.Rounds);   // and nobody is owed anything
    }

    [Fact]
    public async Task Not_running_between_two_runs()
    {
        await _recorder.StartAsync(Cancellation);
        _run.For(TimeSpan.FromSeconds(35));
        await Eventually.TrueAsync(() => _store.Taken > 0);
        var next = new RoundLedger(_run.Time);
        next.Restore(_ledger.Snapshot().Runs);
        var later = _run.Started[^1] with { Number = _run.Started[^1].Number + 100 };
        next.Begun(later);

        Assert.EndsWith("99 NotRunning, 1 Issued", Book.Words(next.Snapshot().Runs), StringComparison.Ordinal);
    }

    /// <summary>What Flow/RoundPump does with a tick, as far as history goes.</summary>
    private void Pump(ProbeTick tick)
    {
        if (_isDropped(tick))
        {
            return;
        }

        if (tick.Started is { } plan)
        {
            _recorder.Begin(plan);
        }

        foreach (var round in _assembler.Add(tick))
        {
            _recorder.Offer(round);
        }
    }

    private Dictionary<GapReason, long> Missing()
    {
        var counts = Book.Counts(_ledger.Snapshot().Runs);
        return counts.Reasons.ToDictionary(r => r, r => counts[r]);
    }

    private Task IsAsync(string words) => Eventually.TrueAsync(() => Book.Words(_ledger.Snapshot().Runs) == words);

    /// <summary>Acknowledges at once, or does what the test wants.</summary>
    private sealed class StoreOfTheTest(RoundLedger ledger) : IRoundStore
    {
        private int _taken;

        public int Taken => Volatile.Read(ref _taken);

        public bool Hangs { get; set; }

        public bool Breaks { get; set; }

        public async ValueTask WriteAsync(Round round, CancellationToken end)
        {
            Interlocked.Increment(ref _taken);
            if (Breaks)
            {
                throw new InvalidOperationException("This round breaks the encoder.");
            }

            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, end);
            }

            if (round.Catalog.Probed.Any(d => round[d].IsKnown))
            {
                ledger.Acknowledged(round.At, round.Plan.Interval, 12);
            }
            else
            {
                ledger.Missing(round.At, round.Plan.Interval, round.Sight.IsClear ? GapReason.NothingKnown : GapReason.Blind);
            }
        }
    }
}
