using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Names;
using WardOps.Core.Flow;
using WardOps.Core.History;
using WardOps.Core.Live;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Tests.Devices.Names;
using WardOps.Tests.Alerts;
using WardOps.Tests.Probing;
using WardOps.Tests.Status;

namespace WardOps.Tests.Flow;

public sealed class RoundPumpTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly Channel<ProbeTick> _ticks = Channel.CreateUnbounded<ProbeTick>();
    private readonly DeviceCatalog _catalog = Fleet.Of(2);
    private readonly TwoClocks _time = new(SimulatedRun.Noon);
    private readonly Kept _history = new();

    /// <summary>The echo loop stops just after the end of a round: what is whole is remembered, what was cut short is not.</summary>
    [Fact]
    public async Task End_OfTheChannel_ClosesWhatIsWhole()
    {
        var whole = Plan(1);
        var cut = Plan(2);
        Write(whole.EndsAt, whole, Outcomes(1, EchoResult.Answered));
        Write(whole.EndsAt.AddSeconds(0.4), cut, Outcomes(2, EchoResult.Cancelled));
        _ticks.Writer.Complete();

        var board = await PumpAsync();

        Assert.Equal([1L, 2L], _history.Begun);
        Assert.Equal([1L], _history.Offered);
        Assert.Equal(1, board.Current.LastRound!.Number);
    }

    /// <summary>The clock was set back into times that history has: the devices are judged all the same, and no time is recorded twice.</summary>
    [Fact]
    public async Task Round_WhoseNumberIsRepeated_IsJudgedAndNotRecorded()
    {
        var plan = Plan(7) with { IsRepeated = true };
        Write(plan.EndsAt.AddSeconds(2), plan, Outcomes(7, EchoResult.Answered));
        _ticks.Writer.Complete();

        var board = await PumpAsync();

        Assert.Empty(_history.Begun);
        Assert.Empty(_history.Offered);
        Assert.Equal((7, 2), (board.Current.LastRound!.Number, board.Current.Totals.Up));
    }

    private async Task<StatusBoard> PumpAsync()
    {
        var board = new StatusBoard(Options.Create(new StatusOptions()), ProbePolicy.Default, _time);
        var outbox = new AlertOutbox(Options.Create(new AlertOptions()), new AlertSignal(), NullLogger<AlertOutbox>.Instance);
        var alerts = new AlertBook(new PlainConditions(TimeSpan.Zero, TimeSpan.Zero, 50), new NoWriter(), outbox, Options.Create(new AlertOptions()));
        using var states = new StatePersister(new ScriptedStateStore(), board, _time, NullLogger<StatePersister>.Instance);
        using var resolver = new NameResolver(
            _catalog, new HostNames(), new ScriptedLookup(), Options.Create(new NameOptions()), _time, NullLogger<NameResolver>.Instance);
        using var pump = new RoundPump(
            new ScriptedTicks(_ticks.Reader), _catalog, new SuspectNames(resolver, ProbePolicy.Default), board, alerts, states, _history, new LiveFeed(), NullLogger<RoundPump>.Instance);
        await pump.StartAsync(TestContext.Current.CancellationToken);
        await pump.ExecuteTask!;
        return board;
    }

    private RoundPlan Plan(long number) => new(number, s_interval, 1, _catalog.Current) { Doubt = TimeSpan.FromSeconds(1.75) };

    private EchoOutcome[] Outcomes(long round, EchoResult result)
        => [.. _catalog.Current.Devices.Select(d => new EchoOutcome(d, round, 0, result, 1, 1_000_000, 0))];

    private void Write(DateTimeOffset at, RoundPlan started, EchoOutcome[] outcomes)
        => _ticks.Writer.TryWrite(new ProbeTick(at, started, outcomes, outcomes.Length, EchoTransportState.Ready(EchoTransportMode.Simulated)));

    private sealed class ScriptedTicks(ChannelReader<ProbeTick> ticks) : IProbeTicks
    {
        public ChannelReader<ProbeTick> Ticks => ticks;
    }

    private sealed class Kept : IRoundHistory
    {
        public List<long> Begun { get; } = [];

        public List<long> Offered { get; } = [];

        public void Begin(RoundPlan plan) => Begun.Add(plan.Number);

        public void Offer(Round round) => Offered.Add(round.Number);
    }
}
