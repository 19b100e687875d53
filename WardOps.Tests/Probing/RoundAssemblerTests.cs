using System.Net.Sockets;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Tests.Probing;

public sealed class RoundAssemblerTests
{
    private static readonly Catalog s_two = Fleet.Of(2).Current;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly RoundAssembler _rounds = new();

    [Fact]
    public void Round_WithEveryOutcomeIn_ClosesAfterItsTimeAndNotBefore()
    {
        var plan = Plan(7);
        Assert.Empty(_rounds.Add(Tick(plan.At.AddSeconds(9), plan, [.. All(7, 1_000_000)])));

        var closed = Assert.Single(_rounds.Add(Tick(plan.EndsAt, null)));

        Assert.Equal(7, closed.Number);
        Assert.Equal(plan.At, closed.At);
        Assert.Equal(plan.EndsAt, closed.ClosedAt);
        Assert.Equal(new DeviceRound(2, 2, 0, 1, 1, 1, 0), closed.Results[0]);
    }

    [Fact]
    public void Round_WithOutcomeMissing_StaysOpen()
    {
        var plan = Plan(7);

        Assert.Empty(_rounds.Add(Tick(plan.EndsAt.AddSeconds(30), plan, [.. All(7, 1).Take(3)])));
    }

    [Fact]
    public void Round_WithCancelledEcho_IsNoRound()
    {
        var plan = Plan(7);
        var outcomes = All(7, 1).ToArray();
        outcomes[1] = outcomes[1] with { Result = EchoResult.Cancelled };

        Assert.Empty(_rounds.Add(Tick(plan.EndsAt, plan, outcomes)));
        Assert.Single(_rounds.Add(Tick(Plan(8).EndsAt, Plan(8), [.. All(8, 1)])));
    }

    [Fact]
    public void Round_OfDroppedTick_IsLeftOutAndHoldsNobodyUp()
    {
        _rounds.Add(Tick(Plan(7).EndsAt, Plan(7), [.. All(7, 1).Take(2)]));
        Assert.Empty(_rounds.Add(Tick(Plan(8).EndsAt, Plan(8), [.. All(8, 1)])));

        var closed = _rounds.Add(Tick(Plan(9).EndsAt, Plan(9), [.. All(9, 1)]));

        Assert.Equal([8, 9], closed.Select(r => r.Number));
    }

    /// <summary>Short rounds overlap by more than one: how many are open says nothing, only time does.</summary>
    [Fact]
    public void Round_ShorterThanItsDoubt_StaysOpenUntilTheDoubtIsOver()
    {
        var second = TimeSpan.FromSeconds(1);
        RoundPlan Short(long number) => new(number, second, 2, s_two) { EndMono = UnixNanos.From(DateTimeOffset.UnixEpoch + ((number + 1) * second)), Doubt = 1.75 * second };
        for (var number = 7; number < 10; number++)
        {
            Assert.Empty(_rounds.Add(Tick(Short(number).At + (0.6 * second), Short(number), [.. All(number, 1)])));
        }

        Assert.Empty(_rounds.Add(Tick(Short(7).EndsAt + (1.7 * second), null)));
        Assert.Equal(7, Assert.Single(_rounds.Add(Tick(Short(7).EndsAt + (1.75 * second), null))).Number);
    }

    /// <summary>One family is doubted in the first half of a round and the other in the second: nothing is known of any device, and why is told of both.</summary>
    [Fact]
    public void Round_DoubtedOfOneFamilyAfterTheOther_IsUnknownForBothAndSaysWhy()
    {
        var (v4, v6) = (new Sight(SightProblem.UplinkLost, "One."), new Sight(SightProblem.UplinkLost, "Two."));
        var outcomes = All(7, 1).ToArray();
        outcomes = [.. outcomes.Select(o => o.Device.Slot == 0 ? o : o with { Family = AddressFamily.InterNetworkV6 })];
        var tick = Tick(Plan(7).At.AddSeconds(9), Plan(7), outcomes);
        tick.Families = new FamilySights(null, v6);
        Assert.Empty(_rounds.Add(tick));

        var half = Assert.Single(_rounds.Add(Tick(Plan(7).EndsAt, null)));
        Assert.Equal((true, false, true, false), (half.Sight.IsClear, half.IsBelieved, half.Results[0].IsKnown, half.Results[1].IsKnown));
        Assert.Equal("IPv6: Two.", half.Families.Told.Reason);

        Assert.Empty(_rounds.Add(Tick(Plan(8).At.AddSeconds(9), Plan(8), [.. outcomes.Select(o => o with { Round = 8 })])));
        foreach (var families in new[] { new FamilySights(null, v6), new FamilySights(v4, null) })
        {
            tick = Tick(Plan(8).At.AddSeconds(9.5), null);
            tick.Families = families;
            Assert.Empty(_rounds.Add(tick));
        }

        var none = Assert.Single(_rounds.Add(Tick(Plan(8).EndsAt, null)));
        Assert.DoesNotContain(none.Results, d => d.IsKnown);
        Assert.Equal((false, "IPv4: One. IPv6: Two."), (none.IsBelieved, none.Families.Told.Reason));
    }

    [Fact]
    public void Rounds_OverlappingInTime_CloseInOrder()
    {
        var outcomes = All(8, 1).Concat(All(7, 1).Take(3)).ToArray();
        _rounds.Add(Tick(Plan(7).EndsAt, Plan(7)));
        Assert.Empty(_rounds.Add(Tick(Plan(8).EndsAt, Plan(8), outcomes)));

        var closed = _rounds.Add(Tick(Plan(8).EndsAt, null, [.. All(7, 1).Skip(3)]));

        Assert.Equal([7, 8], closed.Select(r => r.Number));
    }

    [Fact]
    public void Round_WhenClockWasSetBack_ClosesWhenItsTimeHasPassedAllTheSame()
    {
        var past = Plan(1).At;
        Assert.Empty(_rounds.Add(Tick(past, Plan(7), [.. All(7, 1)])));

        var tick = Tick(past, Plan(8));
        tick.ClockOffset = UnixNanos.From(past) - Plan(7).EndMono;

        Assert.Equal(7, Assert.Single(_rounds.Add(tick)).Number);
    }

    [Fact]
    public void Finish_RoundOverAndWhole_ClosesThoughNobodyHadTheTimeToDoubtIt()
    {
        var plan = Plan(7) with { Doubt = TimeSpan.FromSeconds(1.75) };
        Assert.Empty(_rounds.Add(Tick(plan.EndsAt.AddSeconds(0.3), plan, [.. All(7, 1)])));

        Assert.Equal(7, Assert.Single(_rounds.Finish()).Number);
        Assert.Empty(_rounds.Finish());
    }

    [Fact]
    public void Finish_RoundCutShortOrNotOver_IsNoRound()
    {
        var outcomes = All(7, 1).ToArray();
        outcomes[1] = outcomes[1] with { Result = EchoResult.Cancelled };
        _rounds.Add(Tick(Plan(7).EndsAt.AddSeconds(-1), Plan(7), outcomes));
        _rounds.Add(Tick(Plan(8).At.AddSeconds(1), Plan(8), [.. All(8, 1)]));   // whole, but its time is not over

        Assert.Empty(_rounds.Finish());
    }

    [Fact]
    public void Device_WithMixedOutcomes_HasLossOfTheSentOnly()
    {
        var plan = Plan(7) with { EchoesPerDevice = 5, Catalog = Fleet.Of(1).Current, Expected = 5 };
        var device = plan.Catalog.Devices[0];
        EchoOutcome[] outcomes =
        [
            Outcome(device, 7, 0, EchoResult.Answered, 2_000_000),
            Outcome(device, 7, 1, EchoResult.Answered, 6_000_000),
            Outcome(device, 7, 2, EchoResult.Lost, 0),
            Outcome(device, 7, 3, EchoResult.NotSent, 0),
            Outcome(device, 7, 4, EchoResult.Answered, 4_000_000),
        ];

        var result = Assert.Single(_rounds.Add(Tick(plan.EndsAt, plan, outcomes)))[device];

        Assert.Equal(new DeviceRound(4, 3, 1, 4, 2, 6, 3), result);
        Assert.Equal(25, result.LossPercent);
    }

    [Fact]
    public void Device_WithNothingSent_IsNotKnown()
    {
        var plan = Plan(7) with { EchoesPerDevice = 1, Catalog = Fleet.Of(1).Current, Expected = 1 };
        var device = plan.Catalog.Devices[0];

        var result = Assert.Single(_rounds.Add(Tick(plan.EndsAt, plan, Outcome(device, 7, 0, EchoResult.NotSent, 0))))[device];

        Assert.False(result.IsKnown);
        Assert.True(double.IsNaN(result.LossPercent));
    }

    private static RoundPlan Plan(long number) => new(number, s_interval, 2, s_two) { EndMono = UnixNanos.From(DateTimeOffset.UnixEpoch + ((number + 1) * s_interval)) };

    private static IEnumerable<EchoOutcome> All(long round, long rtt)
        => from device in s_two.Devices
           from echo in (byte[])[0, 1]
           select Outcome(device, round, echo, EchoResult.Answered, rtt);

    private static EchoOutcome Outcome(WatchedDevice device, long round, byte echo, EchoResult result, long rtt)
        => new(device, round, echo, result, 1, rtt, 0);

    private static ProbeTick Tick(DateTimeOffset at, RoundPlan? started, params EchoOutcome[] outcomes)
    {
        // Ticks give their array back to a pool, whose arrays have a power of two as length.
        var pooled = System.Buffers.ArrayPool<EchoOutcome>.Shared.Rent(Math.Max(outcomes.Length, 1));
        outcomes.CopyTo(pooled, 0);
        return new ProbeTick(at, started, pooled, outcomes.Length, EchoTransportState.Ready(EchoTransportMode.Simulated));
    }
}
