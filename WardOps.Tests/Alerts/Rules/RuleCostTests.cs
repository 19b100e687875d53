using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>What the rules cost: memory and work are counted, time is only written down.</summary>
public sealed class RuleCostTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));
    private readonly CurrentRules _rules = new();
    private readonly RttBaselines _baselines = new();
    private readonly DeviceCatalog _catalog = new();
    private readonly StatusBoard _board;
    private readonly RuleEngine _engine;

    public RuleCostTests()
    {
        _board = new StatusBoard(Options.Create(new StatusOptions()), new ProbingOptions().ToPolicy(), _time);
        _engine = new RuleEngine(_rules, new ProbingOptions().ToPolicy(), _baselines, _time);
    }

    [Fact]
    public void QuietTickAndRound_OfTenThousand_AllocateNothing()
    {
        _rules.Swap([.. DefaultRules.All, RuleRun.Rule(AlertKind.Rtt, 3) with { AgainstOwn = true }, RuleRun.Rule(AlertKind.Jitter, 50)]);
        Watch(10_000);
        var results = new DeviceRound[10_000];
        Array.Fill(results, new DeviceRound(5, 5, 0, 12, 10, 14, 1));
        var closed = new Verdict(_board.Current, [], [], new Round(new RoundPlan((_time.GetUtcNow().ToUnixTimeSeconds() / 10) + 1, TimeSpan.FromSeconds(10), 5, _catalog.Current) { Expected = 0 }, _time.GetUtcNow(), results));
        for (var i = 0; i < 100; i++)
        {
            Judge(closed);   // both the window of loss and what is usual are in their course
        }

        var quiet = closed with { Closed = null };
        var (tick, tickTime) = Least(() => Judge(quiet));
        var (round, roundTime) = Least(() => Judge(closed));
        var (asked, askedTime) = Least(AskAll);

        TestContext.Current.TestOutputHelper?.WriteLine($"tick {tick} B {tickTime.TotalMilliseconds:F2} ms, round {round} B {roundTime.TotalMilliseconds:F2} ms, asking {asked} B {askedTime.TotalMilliseconds:F2} ms");
        Assert.Equal((0, 0, 0), (tick, round, asked));
        Assert.Equal(ConditionState.Clear, _engine.Of(77, AlertKind.Rtt).State);
    }

    [Fact]
    public void Change_OfOneDevice_ComparesOneDeviceWithTheRules()
    {
        Watch(1000);
        Assert.Equal(1000, _engine.Assignments);

        _catalog.Update(c => c.Devices.Select(d => d.Slot == 7 ? d with { Name = "Other" } : d));
        _engine.Judge(_board.Judge(At([]), _catalog.Current));
        Assert.Equal(1001, _engine.Assignments);

        _engine.Judge(_board.Judge(At([]), _catalog.Current));
        Assert.Equal(1001, _engine.Assignments);

        _rules.Swap(DefaultRules.All);
        _engine.Judge(_board.Judge(At([]), _catalog.Current));
        Assert.Equal(2001, _engine.Assignments);
    }

    [Fact]
    public void Baselines_ExistOnlyWhereARuleNeedsThem()
    {
        Watch(1000);
        Assert.Equal(0, _baselines.Count);

        _rules.Swap([RuleRun.Rule(AlertKind.Rtt, 3) with { AgainstOwn = true, Scope = RuleRun.Only(5) }]);
        _engine.Judge(_board.Judge(At([]), _catalog.Current));
        Assert.Equal(1, _baselines.Count);
    }

    /// <summary>Every device answers, and is Up.</summary>
    private void Watch(int devices)
    {
        _catalog.Swap(Fleet.Devices(devices).Select(d => d with { Parents = ParentIds.None }));
        EchoOutcome[] outcomes = [.. _catalog.Current.Devices.Select(d => new EchoOutcome(d, _time.GetUtcNow().ToUnixTimeMilliseconds(), 0, EchoResult.Answered, UnixNanos.From(_time.GetUtcNow()), 1_000_000, 0))];
        _engine.Judge(_board.Judge(At(outcomes), _catalog.Current));
        Assert.Equal(devices, _board.Current.Totals.Up);
    }

    private void Judge(Verdict verdict)
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        _engine.Judge(verdict);
    }

    private void AskAll()
    {
        foreach (var device in _catalog.Current.Probed)
        {
            for (var kind = AlertKind.Down; kind <= AlertKind.NoData; kind++)
            {
                _engine.Of(device.Slot, kind);
            }
        }
    }

    private ProbeTick At(EchoOutcome[] outcomes) => new(_time.GetUtcNow(), null, outcomes, outcomes.Length, EchoTransportState.Ready(EchoTransportMode.Simulated));

    /// <summary>Bytes and time of the cheapest of several.</summary>
    private static (long Bytes, TimeSpan Time) Least(Action action)
    {
        var (bytes, least) = (long.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 20; i++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), TimeProvider.System.GetTimestamp());
            action();
            least = TimeSpan.FromTicks(Math.Min(least.Ticks, TimeProvider.System.GetElapsedTime(began).Ticks));
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (bytes, least);
    }
}
