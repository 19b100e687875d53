using CsCheck;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing;

/// <summary>The horizon up to which echoes are released: it keeps up with any rhythm, and never runs.</summary>
public sealed class SendPaceTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void Horizon_InAnyRhythm_MovesByNoMoreThanTwiceTheTimeAndCatchesUp()
        => Gen.Select(Gen.Double[0.01, 50].Array[1, 200], Gen.Int[0, 3_000], Gen.Int[0, 100]).Sample((gaps, stall, at) =>
        {
            var pace = new SendPace(0);
            var (now, late) = (0L, 0L);
            var steps = new List<(long At, long Before, long After)>();
            for (var i = 0; i < 400 || now < (at * 50 * Ms) + (stall * 6 * Ms); i++)
            {
                now += (long)(gaps[i % gaps.Length] * Ms) + (i == at ? stall * Ms : 0);
                var before = pace.Horizon;
                pace.Move(now);
                late = now - pace.Horizon;
                Assert.InRange(late, 0, (stall + 50) * Ms);
                steps.Add((now, before, pace.Horizon));
                for (var j = steps.Count - 1; j >= 0 && now - steps[j].At < 100 * Ms; j--)
                {
                    Assert.True(pace.Horizon - steps[j].Before <= 200 * Ms, $"{(pace.Horizon - steps[j].Before) / 1e6} ms within {(now - steps[j].At) / 1e6} ms");
                }
            }

            Assert.Equal(0, late);
        });

    [Fact]
    public void Horizon_AfterAFullQueue_IsSlowerAndComesBackWithinTwoSeconds()
    {
        var pace = new SendPace(0);
        var now = 3_000 * Ms;   // there is much to catch up
        pace.Move(now);
        pace.Congested();
        pace.Congested();

        Assert.InRange(Moved(50), 25 * Ms, 60 * Ms);
        Moved(2_000);
        Assert.InRange(Moved(100), 190 * Ms, 200 * Ms);

        long Moved(int milliseconds)
        {
            var before = pace.Horizon;
            for (var i = 0; i < milliseconds; i++)
            {
                pace.Move(now += Ms);
            }

            return pace.Horizon - before;
        }
    }

    /// <summary>After a stall the queue of the kernel takes a third more than the regular rate: at twice the rate it would run over and over.</summary>
    [Theory]
    [InlineData(Errno.NoBuffers)]
    [InlineData(Errno.TryAgain)]
    public void Queue_ThatIsFullWhenCatchingUp_SlowsThePaceAndLosesNoEcho(int errno)
    {
        ScriptedTransport? transport = null;
        var run = new SimulatedRun(Fleet.Of(2_000), open: r => transport = new ScriptedTransport(new SimulatedEchoTransport(r.Network, r.Time)) { FullErrno = errno });
        run.For(TimeSpan.FromSeconds(22));
        var (taken, since) = (transport!.Taken, run.Time.Elapsed);
        transport.Room = () => (int)((run.Time.Elapsed - since).TotalSeconds * 1_333) + 20 - (transport.Taken - taken);

        run.Time.Advance(TimeSpan.FromMilliseconds(400));
        since = run.Time.Elapsed;
        run.For(TimeSpan.FromSeconds(5));

        Assert.InRange(transport.Refused, 1, 2_000);   // of 5,000 steps
        Assert.DoesNotContain(run.Outcomes, o => o.Result != EchoResult.Answered);
        Assert.InRange(run.Loop.Counters.MaxLagNs, 400 * Ms, 700 * Ms);
        transport.Room = null;
        run.For(TimeSpan.FromSeconds(15));
        Assert.All(run.Closed, r => Assert.All(r.Results, d => Assert.Equal(0, d.NotSent)));
    }
}
