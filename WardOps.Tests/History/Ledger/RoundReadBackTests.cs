using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.Probing;

namespace WardOps.Tests.History.Ledger;

public sealed class RoundReadBackTests
{
    private readonly FakeTimeProvider _time = new(Book.At(1000));
    private readonly ScriptedCounts _store = new();
    private readonly ReadBackState _state = new();
    private readonly RoundLedger _ledger;
    private readonly RoundReadBack _readBack;

    public RoundReadBackTests()
    {
        _ledger = new RoundLedger(_time);
        _readBack = new RoundReadBack(_ledger, _store, _store, _state, _time, NullLogger<RoundReadBack>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rounds_are_asked_for_once_they_are_old_enough_and_not_before()
    {
        Acknowledge(995, 999);
        Has(995, 999, 5);

        await StepAsync();
        Assert.Empty(_store.Asked);   // just acknowledged: nothing of it is on disk yet

        _time.Advance(TimeSpan.FromSeconds(32));
        await StepAsync();
        Assert.Equal((Book.At(995), 5), Assert.Single(_store.Asked));   // 999 began 42 s ago
        Assert.Equal("5 ReadBack", Words());
        Assert.Equal(_time.GetUtcNow(), _state.LastAt);
    }

    [Fact]
    public async Task A_question_has_at_most_360_rounds_and_a_backlog_is_caught_up_with()
    {
        Acknowledge(0, 899);
        Has(0, 899, 5);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromSeconds(1), await StepAsync());   // more is waiting
        Assert.Equal(TimeSpan.FromSeconds(1), await StepAsync());
        Assert.Equal(RoundReadBack.Idle, await StepAsync());

        Assert.Equal([(Book.At(0), 360), (Book.At(360), 360), (Book.At(720), 180)], _store.Asked);
        Assert.Equal("900 ReadBack", Words());
    }

    [Fact]
    public async Task The_store_spends_a_hundredth_of_a_core_on_it()
    {
        Acknowledge(0, 899);
        Has(0, 899, 5);
        _time.Advance(TimeSpan.FromMinutes(1));
        _store.Takes = () => _time.Advance(TimeSpan.FromMilliseconds(400));

        Assert.Equal(TimeSpan.FromSeconds(39.6), await StepAsync());
    }

    [Theory]
    [InlineData(0.005, true, 1)]
    [InlineData(0.080, true, 7.92)]
    [InlineData(10, true, 300)]
    [InlineData(0.005, false, 5)]
    [InlineData(0.080, false, 31.92)]
    [InlineData(0.400, false, 60)]
    [InlineData(1.000, false, 99)]
    public void The_pause_grows_with_what_a_question_costs(double tookSeconds, bool isMoreToAsk, double pauseSeconds)
        => Assert.Equal(pauseSeconds, RoundReadBack.PauseAfter(TimeSpan.FromSeconds(tookSeconds), isMoreToAsk).TotalSeconds, 6);

    [Fact]
    public async Task A_store_that_is_away_is_asked_for_less_and_nothing_is_held_against_it()
    {
        Acknowledge(0, 899);
        _time.Advance(TimeSpan.FromMinutes(1));
        _store.IsAway = true;
        for (var i = 0; i < 8; i++)
        {
            await Assert.ThrowsAsync<HistoryUnavailableException>(StepAsync);
        }

        Assert.Equal([360, 180, 90, 45, 22, 11, 10, 10], _store.Asked.Select(a => a.Rounds));
        Assert.Equal("900 Acknowledged", Words());

        _store.IsAway = false;
        Has(0, 899, 5);
        await StepAsync();
        Assert.Equal("10 ReadBack, 890 Acknowledged", Words());
    }

    [Fact]
    public async Task A_round_that_is_not_whole_is_looked_at_again_and_sent_again_before_it_is_given_up()
    {
        Acknowledge(900, 909);
        Has(900, 909, 5);
        _store.Has[Book.At(903)] = 4;
        _store.Has.Remove(Book.At(905));
        _store.InSpool.Add(Book.At(903));
        _time.Advance(TimeSpan.FromMinutes(1));

        await StepAsync();
        Assert.Equal("3 ReadBack, 1 Acknowledged, 1 ReadBack, 1 Acknowledged, 4 ReadBack", Words());
        Assert.Empty(_store.Replayed);

        _time.Advance(Suspects.LookAgain);
        await StepAsync();
        Assert.Equal(Book.At(903), Assert.Single(_store.Replayed));
        Assert.Equal("3 ReadBack, 1 Acknowledged, 1 ReadBack, 1 NotReadBack, 4 ReadBack", Words());   // 905 is nowhere any more

        _store.Has[Book.At(903)] = 5;   // the replay has arrived
        _time.Advance(Suspects.LookAgain);
        await StepAsync();
        Assert.Equal("5 ReadBack, 1 NotReadBack, 4 ReadBack", Words());
    }

    [Fact]
    public async Task A_replay_that_never_arrives_is_given_up_after_minutes()
    {
        Acknowledge(900, 900);
        _store.InSpool.Add(Book.At(900));
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 11; i++)
        {
            await StepAsync();
            Assert.Equal("1 Acknowledged", Words());
            _time.Advance(Suspects.LookAgain);
        }

        await StepAsync();
        Assert.Equal("1 NotReadBack", Words());
        Assert.Single(_store.Replayed);
    }

    [Fact]
    public async Task More_than_was_written_is_no_loss_but_told()
    {
        Acknowledge(900, 901);
        Has(900, 901, 5);
        _store.Has[Book.At(901)] = 6;
        _time.Advance(TimeSpan.FromMinutes(1));
        await StepAsync();

        Assert.Equal("2 ReadBack", Words());
        Assert.Equal((1, (Book.At(901), 5L, 6L)), (_state.SurplusRounds, _state.Surplus));
    }

    [Fact]
    public async Task A_round_of_which_nobody_knows_how_much_was_written_is_whole_if_anything_is_there()
    {
        _ledger.Acknowledged(Book.At(900), Book.Ten, 30);
        _ledger.Acknowledged(Book.At(901), Book.Ten, 30);
        _store.Has[Book.At(900)] = 3;
        _time.Advance(TimeSpan.FromMinutes(1));
        await StepAsync();

        Assert.Equal("1 ReadBack, 1 Acknowledged", Words());
    }

    [Fact]
    public async Task What_was_read_back_once_is_looked_at_again_from_time_to_time_and_told_when_it_is_gone()
    {
        Acknowledge(0, 799);
        Has(0, 799, 5);
        _time.Advance(TimeSpan.FromMinutes(1));
        await ForAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("800 ReadBack", Words());

        for (var i = 100; i < 200; i++)
        {
            _store.Has.Remove(Book.At(i));   // somebody deleted them there
        }

        await ForAsync(TimeSpan.FromMinutes(15));
        Assert.Equal("100 ReadBack, 100 NotReadBack, 600 ReadBack", Words());

        Has(100, 199, 5);   // and put them back
        await ForAsync(TimeSpan.FromMinutes(15));
        Assert.Equal("800 ReadBack", Words());
    }

    [Fact]
    public async Task What_the_store_may_have_removed_rightly_is_not_asked_for()
    {
        Acknowledge(0, 99);
        Acknowledge(900, 909);
        Has(900, 909, 5);
        _store.KeptFor = TimeSpan.FromMinutes(60);
        await ForAsync(TimeSpan.FromMinutes(20));

        Assert.Equal("100 Acknowledged, 10 ReadBack", Words());
        Assert.All(_store.Asked, a => Assert.True(a.First >= Book.At(900)));
    }

    [Fact]
    public async Task Rounds_that_were_written_and_not_saved_before_a_kill_are_found_in_the_store()
    {
        // Saved up to round 900; 901 to 903 were written, and even left the spool; 904 was not; 950 is now.
        _ledger.Restore([Book.Run(800, 100, RoundFate.ReadBack), Book.Run(900, 1, RoundFate.Issued)]);
        _ledger.Begun(new RoundPlan((Book.At(950) - DateTimeOffset.UnixEpoch).Ticks / Book.Ten.Ticks, Book.Ten, 5, Catalog.Empty));
        _ledger.Closed(Book.At(950));
        Has(800, 903, 5);
        Assert.Equal("100 ReadBack, 1 CutShort, 49 NotRunning, 1 Issued", Words());

        await ForAsync(TimeSpan.FromMinutes(3));

        Assert.Equal("104 ReadBack, 46 NotRunning, 1 Issued", Words());
        Assert.Single(_store.Asked, a => a.First == Book.At(900));   // once: there is nothing to wait for
    }

    private void Acknowledge(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            _ledger.Acknowledged(Book.At(i), Book.Ten, 20, 5);
        }
    }

    private void Has(int first, int last, long samples)
    {
        for (var i = first; i <= last; i++)
        {
            _store.Has[Book.At(i)] = samples;
        }
    }

    private Task<TimeSpan> StepAsync() => _readBack.StepAsync(Cancellation);

    private async Task ForAsync(TimeSpan span)
    {
        for (var end = _time.GetUtcNow() + span; _time.GetUtcNow() < end;)
        {
            _time.Advance(await StepAsync());
        }
    }

    private string Words() => Book.Words(_ledger.Snapshot().Runs);
}
