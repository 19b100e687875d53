using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.Probing;

namespace WardOps.Tests.History.Ledger;

/// <summary>A restart to shorter rounds that falls into a long round which was written already: 60 s become 10 s, and nobody waits for the minute to end.</summary>
public sealed class ShorterRoundsTests
{
    private static readonly TimeSpan s_ten = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset s_at = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly RoundLedger _ledger = new();

    [Theory]
    [InlineData(RoundFate.Spooled)]
    [InlineData(RoundFate.Acknowledged)]
    [InlineData(RoundFate.ReadBack)]
    public void Restart_WithinARoundThatWasWritten_ItsSuccessorsAreBooked(RoundFate written)
    {
        Restart(written);

        Assert.Equal(
            [
                new LedgerRun(s_at.AddMinutes(-60), s_minute, 60, RoundFate.ReadBack),
                new LedgerRun(s_at, s_ten, 1, written),
                new LedgerRun(s_at.AddSeconds(10), s_ten, 1, RoundFate.Missing, GapReason.NotRunning),
                new LedgerRun(s_at.AddSeconds(20), s_ten, 7, RoundFate.Acknowledged),
            ],
            _ledger.Runs(s_at.AddHours(-2), s_at.AddHours(1)));
    }

    [Fact]
    public void Restart_WithinARoundThatWasWritten_NewsOfThatRoundStillCount()
    {
        Restart(RoundFate.Spooled);

        _ledger.Acknowledged(s_at, s_minute, 1, 1);
        _ledger.ReadBack(s_at, s_minute);

        var runs = _ledger.Runs(s_at, s_at.AddHours(1));
        Assert.Equal((s_at, s_ten, 1L, RoundFate.ReadBack), (runs[0].From, runs[0].Interval, runs[0].Rounds, runs[0].Fate));
        Assert.Equal((s_at.AddSeconds(20), 7L, RoundFate.Acknowledged), (runs[^1].From, runs[^1].Rounds, runs[^1].Fate));
    }

    [Fact]
    public void Restart_WithinARoundThatWasWritten_TheSpoolSendsThatRoundWhileTheFirstNewOneIsUnderWay()
    {
        Restart(RoundFate.Spooled, done: 0);
        _ledger.Acknowledged(s_at, s_minute, 1, 1);
        _ledger.Acknowledged(s_at.AddSeconds(20), s_ten, 1, 1);

        Assert.Equal(
            [(s_at, RoundFate.Acknowledged), (s_at.AddSeconds(10), RoundFate.Missing), (s_at.AddSeconds(20), RoundFate.Acknowledged)],
            _ledger.Runs(s_at, s_at.AddHours(1)).Select(r => (r.From, r.Fate)));
    }

    [Fact]
    public void Restart_WithinARoundThatWasWritten_EveryRoundWeighsWhatItWas_AndAGapIsSeen()
    {
        Restart(RoundFate.ReadBack);
        var lengths = RoundLengths.Of(_ledger.Runs(s_at.AddHours(-2), s_at.AddHours(1)), s_ten);
        var (from, to) = (s_at.AddMinutes(-10), s_at.AddSeconds(90));
        var counts = new CadenceCounts(Cadences.Of(Rounds.Device(1), new ProbePolicy(s_ten, ProbeSettings.Standard, []), lengths, from, to));
        for (var at = from.AddMinutes(4); at < s_at; at += s_minute)   // four minutes in which nothing was known of the device
        {
            counts.Add(at.ToUnixTimeMilliseconds(), isUp: true);
        }

        foreach (var second in (int[])[0, 20, 30, 40, 50, 60, 70, 80])
        {
            counts.Add(s_at.AddSeconds(second).ToUnixTimeMilliseconds(), isUp: second != 30);
        }

        Assert.Equal(new Core.History.Uptime(360 + 70, 10, 240 + 10), counts.Over(from, to, to.AddHours(1)));
    }

    [Fact]
    public void ARoundThatIsNoStartOfTheNewLength_IsLeftAsItIs()
    {
        var seven = TimeSpan.FromSeconds(7);
        _ledger.Restore([new LedgerRun(s_at, s_minute, 1, RoundFate.ReadBack)]);
        _ledger.Spooled(Spans.Ceiling(s_at.AddSeconds(20), seven), seven, 1, 1);

        Assert.Equal([new LedgerRun(s_at, s_minute, 1, RoundFate.ReadBack)], _ledger.Runs(s_at, s_at.AddHours(1)));
    }

    private void Restart(RoundFate written, int done = 7)
    {
        _ledger.Restore([new LedgerRun(s_at.AddMinutes(-60), s_minute, 60, RoundFate.ReadBack), new LedgerRun(s_at, s_minute, 1, written)]);
        for (var i = 0; i < Math.Max(1, done); i++)
        {
            var plan = new RoundPlan(((s_at.AddSeconds(20) - DateTimeOffset.UnixEpoch).Ticks / s_ten.Ticks) + i, s_ten, 5, Catalog.Empty);
            _ledger.Begun(plan);
            if (i < done)
            {
                _ledger.Acknowledged(plan.At, s_ten, 0);
            }
        }
    }
}
