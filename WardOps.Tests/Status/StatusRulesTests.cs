using CsCheck;
using WardOps.Core.Probing;
using WardOps.Core.Status;

namespace WardOps.Tests.Status;

public sealed class StatusRulesTests
{
    private const int DownAfter = 6;

    // Lost twice as often as anything else, or no outage would ever be long enough.
    private static readonly EchoResult[] s_likely = [EchoResult.Answered, EchoResult.Lost, EchoResult.Lost, EchoResult.NotSent, EchoResult.Cancelled];

    private static readonly Gen<EchoResult[]> s_results = Gen.Int[0, s_likely.Length - 1].Select(i => s_likely[i]).Array[0, 60];

    [Fact]
    public void Next_FiveLost_IsNotDownYet()
    {
        var track = After(Echo.Answered(1000), Echo.Lost(3000), Echo.Lost(5000), Echo.Lost(7000), Echo.Lost(9000), Echo.Lost(11000));

        Assert.Equal((DeviceStatus.Up, 5), (track.Status, track.LostInRow));
    }

    [Fact]
    public void Next_SixLost_IsDownSinceTheFirstOfThem()
    {
        var track = After(Echo.Answered(1000), Echo.Lost(3000), Echo.Lost(5000), Echo.Lost(7000), Echo.Lost(9000), Echo.Lost(11000), Echo.Lost(13000));

        Assert.Equal((DeviceStatus.Down, 3000 * Echo.Millisecond), (track.Status, track.Since));
    }

    [Fact]
    public void Next_OneReply_ClearsAnOutage()
    {
        var down = After([.. Enumerable.Range(1, 600).Select(i => Echo.Lost(i * 2000))]);

        var track = StatusRules.Next(in down, Echo.Answered(2_000_000, 40), DownAfter);

        Assert.Equal((DeviceStatus.Up, 2_000_040 * Echo.Millisecond, 0, 0L), (track.Status, track.Since, track.LostInRow, track.FirstLostAt));
    }

    [Fact]
    public void Next_NeverAnswered_GoesFromUnknownToDown()
    {
        Assert.Equal(DeviceStatus.Unknown, After([.. Enumerable.Range(1, 5).Select(i => Echo.Lost(i * 2000))]).Status);
        Assert.Equal(DeviceStatus.Down, After([.. Enumerable.Range(1, 6).Select(i => Echo.Lost(i * 2000))]).Status);
    }

    [Theory]
    [InlineData(EchoResult.NotSent)]
    [InlineData(EchoResult.Cancelled)]
    public void Next_FaultOfTheMonitor_SaysNothingOfTheDevice(EchoResult fault)
    {
        var was = After(Echo.Answered(1000), Echo.Lost(3000));

        Assert.Equal(was, StatusRules.Next(in was, Echo.Ended(fault, 5000), DownAfter));
    }

    [Fact]
    public void Next_LossReportedAfterALaterAnswer_ProvesNothing()
    {
        var was = After(Echo.Answered(5000));

        Assert.Equal(was, StatusRules.Next(in was, Echo.Lost(4500), DownAfter));
    }

    /// <summary>The reference is the plain definition: count back from the end over what was really sent.</summary>
    [Fact]
    public void Next_AnySequence_AgreesWithTheDefinition() => s_results.Sample(results =>
    {
        var track = After([.. results.Select((r, i) => Echo.Ended(r, (i + 1) * 2000))]);

        var told = results.Select((r, i) => (Result: r, SentAt: (i + 1) * 2000L)).Where(r => r.Result is EchoResult.Answered or EchoResult.Lost).ToList();
        var lost = told.AsEnumerable().Reverse().TakeWhile(r => r.Result == EchoResult.Lost).ToList();
        Assert.Equal(lost.Count, track.LostInRow);
        Assert.Equal(
            lost.Count >= DownAfter ? DeviceStatus.Down : told.Exists(r => r.Result == EchoResult.Answered) ? DeviceStatus.Up : DeviceStatus.Unknown,
            track.Status);
        if (track.Status == DeviceStatus.Down)
        {
            Assert.Equal(lost[^1].SentAt * Echo.Millisecond, track.Since);
            Assert.Equal(track.FirstLostAt, track.Since);
        }
    });

    /// <summary>An answer overtakes losses of echoes sent before it: whenever those are reported, the verdict is the same.</summary>
    [Fact]
    public void Next_LossesOlderThanAnAnswer_CountTheSameBeforeAndAfterIt() => Gen.Select(s_results, Gen.Int[1, DownAfter - 1]).Sample((results, late) =>
    {
        var before = After([Echo.Answered(1), .. results.Select((r, i) => Echo.Ended(r, (i + 1) * 2000)), Echo.Answered(200_000)]);
        var losses = Enumerable.Range(0, late).Select(i => Echo.Lost(199_000 + i)).ToArray();
        var answer = Echo.Answered(200_000);

        var inOrder = Fold(before, [.. losses, answer]);
        var reversed = Fold(before, [answer, .. losses]);

        Assert.Equal(inOrder, reversed);
        Assert.Equal((DeviceStatus.Up, 0), (reversed.Status, reversed.LostInRow));
    });

    /// <summary>Losses in a row may be reported in any order: the outage still begins with the first echo that was lost.</summary>
    [Fact]
    public void Next_LossesShuffled_BeginTheOutageWithTheFirstSent() => Gen.Shuffle(Enumerable.Range(1, 9).ToArray()).Sample(order =>
    {
        var track = Fold(After(Echo.Answered(1)), [.. order.Select(i => Echo.Lost(1000 + (i * 500)))]);

        Assert.Equal((DeviceStatus.Down, 1500 * Echo.Millisecond, 9), (track.Status, track.Since, track.LostInRow));
    });

    [Fact]
    public void Next_AnySequenceThenOneReply_IsUp() => s_results.Sample(results =>
    {
        var track = After([.. results.Select((r, i) => Echo.Ended(r, (i + 1) * 2000)), Echo.Answered(200_000)]);

        Assert.Equal((DeviceStatus.Up, 0, 0L), (track.Status, track.LostInRow, track.FirstLostAt));
        Assert.Equal(200_001 * Echo.Millisecond, track.LastReplyAt);
    });

    [Fact]
    public void Age_NoSampleForTooLong_IsUnknownAndKeepsTheBeginningOfTheOutage()
    {
        var down = After([.. Enumerable.Range(1, 6).Select(i => Echo.Lost(i * 2000))]) with { LastSeen = 12_000 * Echo.Millisecond };

        Assert.Equal(down, StatusRules.Age(in down, 0, 42_000 * Echo.Millisecond, 0, 30_000 * Echo.Millisecond));
        var blind = StatusRules.Age(in down, 0, 42_001 * Echo.Millisecond, 0, 30_000 * Echo.Millisecond);
        Assert.Equal((DeviceStatus.Unknown, 0, 2000 * Echo.Millisecond), (blind.Status, blind.LostInRow, blind.FirstLostAt));

        var again = Fold(blind, [.. Enumerable.Range(1, 6).Select(i => Echo.Lost(100_000 + (i * 2000)))]);
        Assert.Equal((DeviceStatus.Down, 2000 * Echo.Millisecond), (again.Status, again.Since));
    }

    [Fact]
    public void Age_JustStarted_MissesNothingYet()
    {
        var restored = new DeviceTrack(DeviceStatus.Down, 1, 0, 1, 0, 0, 0);

        Assert.Equal(restored, StatusRules.Age(in restored, 0, 1_029_000 * Echo.Millisecond, 1_000_000 * Echo.Millisecond, 30_000 * Echo.Millisecond));
    }

    /// <summary>Whatever happens, a status is taken for nothing less than what its limit asks: so many in a row, each of them believed.</summary>
    [Fact]
    public void Next_WithAnyLimits_TurnsOnlyAfterThatManyInARow()
        => Gen.Select(Gen.Int[0, 4].Array[0, 80], Gen.Int[1, 8], Gen.Int[1, 5]).Sample((what, downAfter, upAfter) =>
        {
            var track = default(DeviceTrack);
            var (lost, answered) = (0, 0);
            for (var i = 0; i < what.Length; i++)
            {
                var at = (i + 1) * 2000L;
                var outcome = what[i] switch
                {
                    0 or 1 => Echo.Answered(at),
                    2 => Echo.Lost(at),
                    3 => Echo.Lost(at) with { IsDoubted = true },
                    _ => Echo.Ended(EchoResult.NotSent, at) with { Errno = 101 },
                };
                (lost, answered) = what[i] switch { <= 1 => (0, answered + 1), 2 => (lost + 1, 0), _ => (lost, answered) };

                var next = StatusRules.Next(in track, in outcome, downAfter, upAfter);

                Assert.True(next.Status == track.Status
                    || (next.Status == DeviceStatus.Down && lost >= downAfter && what[i] == 2)
                    || (next.Status == DeviceStatus.Up && answered >= upAfter && what[i] <= 1));
                Assert.True(lost < downAfter || next.Status == DeviceStatus.Down);
                Assert.True(answered < upAfter || next.Status == DeviceStatus.Up);
                Assert.Equal(next, what[i] >= 3 ? track : next);   // what is not believed or was not sent changes nothing
                track = next;
            }
        });

    /// <summary>A name that stops resolving is Unknown whatever was held of it, and no outage begins by it.</summary>
    [Fact]
    public void Next_NameThatDoesNotResolve_IsUnknownAndKeepsTheBeginningOfAnOutage() => s_results.Sample(results =>
    {
        var was = After([.. results.Select((r, i) => Echo.Ended(r, (i + 1) * 2000))]);

        var next = StatusRules.Next(in was, Echo.Ended(EchoResult.NotSent, 300_000) with { Errno = 89 }, DownAfter);

        Assert.Equal(DeviceStatus.Unknown, next.Status);
        Assert.True(next.FirstLostAt == 0 || was.Status is DeviceStatus.Down or DeviceStatus.Unknown);
    });

    /// <summary>A blind monitor turns nobody: it only forgets suspicions.</summary>
    [Fact]
    public void Unbelieved_AnyTrack_KeepsItsStatus() => s_results.Sample(results =>
    {
        var was = After([.. results.Select((r, i) => Echo.Ended(r, (i + 1) * 2000))]);

        var next = StatusRules.Unbelieved(in was);

        Assert.Equal((was.Status, was.Since, was.LastReplyAt), (next.Status, next.Since, next.LastReplyAt));
        Assert.True(was.Status == DeviceStatus.Down ? next == was : next is { LostInRow: 0, FirstLostAt: 0 } || was.LostInRow == 0);
    });

    private static DeviceTrack After(params EchoOutcome[] outcomes) => Fold(default, outcomes);

    private static DeviceTrack Fold(DeviceTrack track, EchoOutcome[] outcomes)
        => outcomes.Aggregate(track, (was, outcome) => StatusRules.Next(in was, in outcome, DownAfter));
}
