using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing;

public sealed class EchoLoopTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Round_OnHealthyNetwork_BeginsAlignedAndClosesAnswered()
    {
        var run = new SimulatedRun(Fleet.Of(50)).For(s_minute);

        Assert.Equal(5, run.Closed.Count);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 10, TimeSpan.Zero), run.Closed[0].At);
        Assert.All(run.Closed, r => Assert.Equal(0, r.At.ToUnixTimeSeconds() % 10));
        Assert.All(run.Closed, r => Assert.All(r.Results, d => Assert.Equal(5, d.Answered)));
        Assert.All(run.Closed, r => Assert.All(r.Results, d => Assert.InRange(d.RttMeanMs, 1, 5)));
        Assert.All(run.Closed, r => Assert.InRange((r.ClosedAt - r.Plan.EndsAt).TotalSeconds, 1.7, 2.1));
    }

    [Fact]
    public void Outcomes_OverTwentyVirtualMinutes_AreExactlyOnePerScheduledEcho()
    {
        var run = new SimulatedRun(Fleet.Of(60));
        run.Network[Fleet.Address(1)] = EchoBehaviour.Dead;
        run.Network[Fleet.Address(2)] = new EchoBehaviour { Loss = 0.3 };
        run.Network[Fleet.Address(3)] = new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(1500) };
        run.Network[Fleet.Address(4)] = new EchoBehaviour { Copies = 2 };
        run.Network[Fleet.Address(5)] = new EchoBehaviour { SendErrno = 101 };

        run.For(20 * s_minute).Stop(s_second + s_second);

        AssertOneOutcomeEach(run);
        Assert.Equal(119, run.Closed.Count);   // the last one was cut short by the stop
        Assert.All(Of(run, 1), o => Assert.True(o.Result is EchoResult.Lost or EchoResult.Cancelled));
        Assert.InRange(Of(run, 2).Count(o => o.Result == EchoResult.Lost) / 600.0, 0.2, 0.4);
        Assert.All(Of(run, 3), o => Assert.True(o.Result is EchoResult.Lost or EchoResult.Cancelled));
        Assert.All(Of(run, 5), o => Assert.True(o is { Result: EchoResult.NotSent, Errno: 101 } or { Result: EchoResult.Cancelled }));
        Assert.InRange(run.Loop.Counters.Late, 590, 600);
        Assert.InRange(run.Loop.Counters.Duplicates, 590, 600);
        Assert.InRange(run.Loop.Counters.MaxLagNs, 0, 5_000_000);
    }

    [Fact]
    public void Echoes_OfOneDevice_AreEvenlySpacedAtItsOwnPhase()
    {
        var run = new SimulatedRun(Fleet.Of(20)).For(s_minute);

        var sent = Of(run, 7).Select(o => o.SentAt).Order().ToArray();
        var gaps = sent.Zip(sent.Skip(1), (a, b) => (b - a) / 1e6).ToArray();

        Assert.All(gaps, g => Assert.InRange(g, 1995, 2005));
    }

    [Fact]
    public void Catalog_EditedDuringRound_TakesEffectWithTheNext()
    {
        var catalog = Fleet.Of(10);
        var run = new SimulatedRun(catalog).For(12 * s_second);

        catalog.Swap(Fleet.Devices(10).Skip(1).Append(Fleet.Device(99, IPAddress.Parse("127.9.9.9"))));
        run.For(30 * s_second);

        Assert.Contains(run.Closed[0].Catalog.Probed, d => d.Name == "Device 0");
        Assert.Equal(5, run.Closed[0].Results[0].Answered);
        Assert.All(run.Closed.Skip(1), r => Assert.DoesNotContain(r.Catalog.Probed, d => d.Name == "Device 0"));
        Assert.All(run.Closed.Skip(1), r => Assert.Equal(5, r[r.Catalog.Probed.Single(d => d.Name == "Device 99")].Answered));
    }

    [Fact]
    public void Round_OfEmptyCatalog_BeginsAndCloses()
    {
        var run = new SimulatedRun(new DeviceCatalog()).For(45 * s_second);

        Assert.Equal(4, run.Started.Count);
        Assert.Equal(3, run.Closed.Count);
    }

    [Fact]
    public void Device_WhoseNameDoesNotResolve_IsNotSentAndNeverLost()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([Fleet.Device(1, Fleet.Address(1)) with { Address = null, HostName = "atm-7.bank.example" }, Fleet.Device(2, Fleet.Address(2))]);

        var run = new SimulatedRun(catalog).For(30 * s_second);

        Assert.All(Of(run, 1), o => Assert.Equal((EchoResult.NotSent, NotSentReason.NoAddress), (o.Result, o.Reason)));
        Assert.All(Of(run, 2), o => Assert.Equal(EchoResult.Answered, o.Result));
        Assert.False(run.Closed[0].Results[0].IsKnown);
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-5)]
    [InlineData(-3_600)]
    [InlineData(4)]
    public void Rounds_WhenWallClockIsStepped_AreNeverNumberedTwice(int seconds)
    {
        var run = new SimulatedRun(Fleet.Of(20));
        run.Network.Default = new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(400) };
        run.For(34 * s_second);

        run.Time.StepWall(TimeSpan.FromSeconds(seconds));
        run.For(5 * s_minute).Stop(2 * s_second);

        Assert.Equal(run.Started.Count, run.Started.Select(p => p.Number).Distinct().Count());
        Assert.Equal(run.Started.SkipLast(1).Select(p => p.Number), run.Closed.Select(r => r.Number));
        AssertOneOutcomeEach(run);
        Assert.DoesNotContain(run.Outcomes, o => o.Result == EchoResult.Lost);
        Assert.InRange(run.Closed.Count, 31, 33);
        Assert.All(run.Outcomes.Where(o => o.Result == EchoResult.Answered), o => Assert.InRange(o.RttNs, 400_000_000, 406_000_000));
    }

    [Fact]
    public void Echoes_AfterStall_AreCaughtUpWithoutBurst()
    {
        var run = new SimulatedRun(Fleet.Of(500)).For(12 * s_second);

        run.Time.Advance(3 * s_second);   // nothing ran for three seconds
        var before = run.Loop.Counters.Sent;
        run.For(TimeSpan.FromMilliseconds(100));
        var burst = run.Loop.Counters.Sent - before;
        run.For(30 * s_second).Stop(2 * s_second);

        Assert.InRange(burst, 25, 80);   // 250 a second is the regular rate, twice of it is allowed
        Assert.DoesNotContain(run.Outcomes, o => o.Result is EchoResult.Lost or EchoResult.NotSent);
        AssertOneOutcomeEach(run);
    }

    [Fact]
    public void Echoes_AfterStandstillOfMinutes_AreNotSentAndRoundsSkipped()
    {
        var run = new SimulatedRun(Fleet.Of(50)).For(12 * s_second);

        run.Time.Advance(3 * s_minute);
        run.For(s_minute).Stop(2 * s_second);

        AssertOneOutcomeEach(run);
        Assert.Contains(run.Outcomes, o => o is { Result: EchoResult.NotSent, Errno: Errno.TooLate });
        Assert.InRange(run.Loop.Counters.SkippedRounds, 16, 18);
    }

    [Fact]
    public void Queue_WhenFullForShort_DelaysAndLosesNothing()
    {
        var run = new SimulatedRun(Fleet.Of(400)).For(12 * s_second);

        run.Network.QueueErrno = Errno.TryAgain;
        run.For(TimeSpan.FromMilliseconds(15));
        run.Network.QueueErrno = 0;
        run.For(20 * s_second).Stop(2 * s_second);

        Assert.DoesNotContain(run.Outcomes, o => o.Result is EchoResult.Lost or EchoResult.NotSent);
        AssertOneOutcomeEach(run);
    }

    [Fact]
    public void Queue_WhenFullForLong_MakesEchoesNotSentWithItsErrno()
    {
        var run = new SimulatedRun(Fleet.Of(400)).For(12 * s_second);

        run.Network.QueueErrno = Errno.NoBuffers;
        run.For(s_second);
        run.Network.QueueErrno = 0;
        run.For(20 * s_second).Stop(2 * s_second);

        Assert.InRange(run.Outcomes.Count(o => o is { Result: EchoResult.NotSent, Errno: Errno.NoBuffers }), 130, 205);   // of the 200 due, up to 50 are held back
        Assert.DoesNotContain(run.Outcomes, o => o.Result == EchoResult.Lost);
        AssertOneOutcomeEach(run);
    }

    [Fact]
    public void Stop_DuringRound_CancelsWhatIsOpenAndClosesNoCutRound()
    {
        var run = new SimulatedRun(Fleet.Of(30));
        run.Network.Default = new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(600) };
        run.For(23 * s_second).Stop(TimeSpan.FromMilliseconds(300));

        AssertOneOutcomeEach(run);
        Assert.Contains(run.Outcomes, o => o.Result == EchoResult.Cancelled);
        Assert.DoesNotContain(run.Outcomes, o => o.Result is EchoResult.Lost or EchoResult.NotSent);
        Assert.Single(run.Closed);
    }

    /// <summary>A round begins at 12:00:30, and the stop comes a little after that.</summary>
    [Theory]
    [InlineData(300)]
    [InlineData(800)]
    [InlineData(1_500)]
    public void Stop_JustAfterTheEndOfARound_LosesNoRound(int milliseconds)
    {
        var run = new SimulatedRun(Fleet.Of(50)).For(TimeSpan.FromMilliseconds(27_000 + milliseconds)).Stop(s_second);

        Assert.Equal([10, 20], run.Closed.Select(r => r.At.Second));
        Assert.All(run.Closed, r => Assert.All(r.Results, d => Assert.Equal(5, d.Answered)));
        AssertOneOutcomeEach(run);
    }

    [Fact]
    public void Reply_ReadLongAfterItCame_StillCounts()
    {
        var run = new SimulatedRun(Fleet.Of(200)).For(12 * s_second);

        run.Time.Advance(TimeSpan.FromMilliseconds(1_400));   // longer than the timeout
        run.For(s_second);

        Assert.DoesNotContain(run.Outcomes, o => o.Result == EchoResult.Lost);
        Assert.All(run.Outcomes, o => Assert.InRange(o.RttNs, 1_000_000, 5_000_000));
    }

    [Fact]
    public void Reply_ThatCameTooLateAndIsReadWithOthers_DoesNotCount()
    {
        var run = new SimulatedRun(Fleet.Of(200));
        run.Network.Default = new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(1_300) };
        run.For(12 * s_second);

        run.Time.Advance(TimeSpan.FromMilliseconds(1_500));
        run.For(s_second);

        Assert.DoesNotContain(run.Outcomes, o => o.Result == EchoResult.Answered);
        Assert.Contains(run.Outcomes, o => o.Result == EchoResult.Lost);
    }

    [Fact]
    public void Stop_WhileTheQueueIsFull_CancelsWhatWaitsForRoom()
    {
        var run = new SimulatedRun(Fleet.Of(800)).For(12 * s_second);

        run.Network.QueueErrno = Errno.TryAgain;
        run.For(TimeSpan.FromMilliseconds(15)).Stop(2 * s_second);

        AssertOneOutcomeEach(run);
    }

    [Theory]
    [InlineData(nameof(EchoBehaviour.HasWrongId))]
    [InlineData(nameof(EchoBehaviour.IsSpoofed))]
    [InlineData(nameof(EchoBehaviour.IsTruncated))]
    public void Reply_ThatIsNotRight_IsCountedAndTheEchoIsLost(string fault)
    {
        var run = new SimulatedRun(Fleet.Of(5));
        run.Network.Default = new EchoBehaviour
        {
            HasWrongId = fault == nameof(EchoBehaviour.HasWrongId),
            IsSpoofed = fault == nameof(EchoBehaviour.IsSpoofed),
            IsTruncated = fault == nameof(EchoBehaviour.IsTruncated),
        };

        var counters = run.For(20 * s_second).Loop.Counters;

        Assert.All(run.Outcomes, o => Assert.Equal(EchoResult.Lost, o.Result));
        Assert.Equal(fault == nameof(EchoBehaviour.HasWrongId), counters.Foreign > 20);
        Assert.Equal(fault == nameof(EchoBehaviour.IsSpoofed), counters.Spoofed > 20);
        Assert.Equal(fault == nameof(EchoBehaviour.IsTruncated), counters.Malformed > 20);
    }

    [Fact]
    public void Transport_WhenUnavailable_TicksOnAndIsTriedAgain()
    {
        var clock = new EchoClock(TimeProvider.System);
        var run = new SimulatedRun(Fleet.Of(10), open: _ => new UnavailableTransport(clock, "forbidden", ["allow it"]));

        run.For(25 * s_second);
        var states = run.States.ToArray();
        run.NextTransport = r => new SimulatedEchoTransport(r.Network, r.Time);
        run.For(30 * s_second);

        Assert.True(states.Length >= 48);
        Assert.All(states, s => Assert.Equal("forbidden", s.Problem));
        Assert.All(run.Closed[0].Results, r => Assert.False(r.IsKnown));
        Assert.DoesNotContain(run.Outcomes, o => o.Result == EchoResult.Lost);
        Assert.Equal(EchoTransportMode.Simulated, run.States[^1].Mode);
        Assert.Contains(run.Outcomes, o => o.Result == EchoResult.Answered);
    }

    [Fact]
    public void Loop_InSteadyState_AllocatesNothingPerEcho()
    {
        // The least of three: when another test makes the collector run, what is left of this thread's allocation buffer counts as allocated.
        var few = Enumerable.Range(0, 3).Min(_ => AllocatedPerRound(Fleet.Of(100)));
        var many = Enumerable.Range(0, 3).Min(_ => AllocatedPerRound(Fleet.Of(1_000)));

        // What is left is per round: a plan and its schedule. The budget is 1 KB.
        Assert.InRange(many, 0, few + 100);
        Assert.InRange(few, 0, 1_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{few} and {many} bytes a round");
    }

    [Fact]
    public void Outcomes_WhateverHappens_AreExactlyOnePerScheduledEcho()
        => Gen.Select(Gen.Int[0, 40], Gen.Int[1, 8], Gen.Int[1, 40], Gen.Int[-8000, 20_000].Array[0, 5], Gen.ULong)
            .Sample(
                (devices, echoes, timeout, jolts, seed) =>
                {
                    var options = new ProbingOptions
                    {
                        Interval = 2 * s_second,
                        EchoesPerRound = echoes,
                        Timeout = TimeSpan.FromMilliseconds(50 * timeout),
                    };
                    var run = new SimulatedRun(Fleet.Of(devices), options);
                    run.Network.Default = new EchoBehaviour { Loss = 0.2, Rtt = TimeSpan.FromMilliseconds(seed % 300), Jitter = s_second };
                    foreach (var jolt in jolts)
                    {
                        run.For(TimeSpan.FromMilliseconds(1_300));
                        run.Network.QueueErrno = jolt % 3 == 0 ? Errno.TryAgain : 0;
                        if (jolt < 0)
                        {
                            run.Time.StepWall(TimeSpan.FromMilliseconds(jolt));
                        }
                        else
                        {
                            run.Time.Advance(TimeSpan.FromMilliseconds(jolt % 7_000));
                        }
                    }

                    run.For(3 * s_second).Stop(TimeSpan.FromMilliseconds(seed % 3_000));
                    AssertOneOutcomeEach(run);
                },
                iter: 60,
                threads: 1);

    private static long AllocatedPerRound(DeviceCatalog catalog)
    {
        var time = new TwoClocks(SimulatedRun.Noon);
        var network = new SimulatedNetwork(1);
        var output = new LastTick();
        using var loop = new EchoLoop(
            new ProbingOptions(), new ProbeOrders(catalog, ProbePolicy.Default), new Simulated(network, time), output, new EchoTally(), SimulatedRun.Key, time, NullLogger.Instance);
        Run(60 * s_second);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1_000 * s_second);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        void Run(TimeSpan span)
        {
            for (var left = span.Ticks; left > 0; left -= loop.StepNs / 100)
            {
                loop.Step();
                time.Advance(TimeSpan.FromTicks(loop.StepNs / 100));
            }
        }
    }

    private static IEnumerable<EchoOutcome> Of(SimulatedRun run, int number) => run.Outcomes.Where(o => o.Device.Name == $"Device {number}");

    private static void AssertOneOutcomeEach(SimulatedRun run)
    {
        var expected = run.Started.Sum(p => p.Expected);
        Assert.Equal(expected, run.Outcomes.Count);
        Assert.Equal(expected, run.Outcomes.Select(o => (o.Round, o.Device.Id, o.Echo)).Distinct().Count());
        Assert.Equal(run.Started.Count, run.Started.Select(p => p.Number).Distinct().Count());
    }

    private sealed class Simulated(SimulatedNetwork network, TimeProvider time) : IEchoTransportSource
    {
        public IEchoTransport Open(AddressFamily family) => new SimulatedEchoTransport(network, time);
    }

    /// <summary>A reader that is done with every tick at once.</summary>
    private sealed class LastTick : ChannelWriter<ProbeTick>
    {
        public override bool TryWrite(ProbeTick item)
        {
            item.Dispose();
            return true;
        }

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => new(true);
    }
}
