using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Status;

namespace WardOps.Tests.Live;

/// <summary>A real board, moved by real ticks on a clock of its own: what the feed and the pages get is what they get in production.</summary>
public sealed class BoardScript
{
    private long _round = 1000;

    public BoardScript(int devices = 3)
    {
        Time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(10_000));
        Board = new StatusBoard(Options.Create(new StatusOptions()), new ProbingOptions().ToPolicy(), Time, Windows);
        Catalog.Swap(Enumerable.Range(1, devices).Select(Device));
    }

    public FakeTimeProvider Time { get; }

    public DeviceCatalog Catalog { get; } = new();

    public MaintenanceWindows Windows { get; } = new();

    public StatusBoard Board { get; }

    public WatchedDevice this[int number] => Catalog.Current.Find(Id(number))!;

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static WatchedDevice Device(int number) => new(
        0, Id(number), $"device-{number}", new IPAddress([127, 64, 0, (byte)number]), "ბათუმი", "Achara", "Router", null, true);

    /// <summary>Half a second in which nothing ended.</summary>
    public Verdict Quiet() => Tick([]);

    /// <summary>Half a second in which echoes could not be sent.</summary>
    public Verdict Unable(EchoTransportState transport)
    {
        Time.Advance(TimeSpan.FromSeconds(0.5));
        return Board.Judge(new ProbeTick(Time.GetUtcNow(), null, [], 0, transport), Catalog.Current);
    }

    /// <summary>Half a second in which the clock stands behind the rounds.</summary>
    public Verdict SetBack(ClockSetback setback)
    {
        Time.Advance(TimeSpan.FromSeconds(0.5));
        return Board.Judge(
            new ProbeTick(Time.GetUtcNow(), null, [], 0, EchoTransportState.Ready(EchoTransportMode.Simulated)) { Setback = setback }, Catalog.Current);
    }

    /// <summary>Half a second that cannot be believed.</summary>
    public Verdict Doubt(Sight sight) => Doubt(sight, EchoTransportState.Ready(EchoTransportMode.Simulated));

    /// <summary>The same where not every echo can be sent.</summary>
    public Verdict Doubt(Sight sight, EchoTransportState transport)
    {
        Time.Advance(TimeSpan.FromSeconds(0.5));
        return Board.Judge(new ProbeTick(Time.GetUtcNow(), null, [], 0, transport) { Sight = sight }, Catalog.Current);
    }

    /// <summary>One address family cannot be believed, the other can.</summary>
    public Verdict DoubtFamily(FamilySights families)
    {
        Time.Advance(TimeSpan.FromSeconds(0.5));
        return Board.Judge(new ProbeTick(Time.GetUtcNow(), null, [], 0, EchoTransportState.Ready(EchoTransportMode.Simulated)) { Families = families }, Catalog.Current);
    }

    /// <summary>One echo to each of these devices is answered, after so many milliseconds.</summary>
    public Verdict Answer(double rttMs, params int[] numbers)
        => Tick([.. numbers.Select(n => Outcome(n, EchoResult.Answered, (long)(rttMs * 1e6)))]);

    /// <summary>One echo to each of these devices is lost.</summary>
    public Verdict Lose(params int[] numbers) => Tick([.. numbers.Select(n => Outcome(n, EchoResult.Lost, 0))]);

    /// <summary>Six echoes to each of these devices are lost, two seconds apart.</summary>
    public Verdict Fail(params int[] numbers)
    {
        Verdict? last = null;
        for (var i = 0; i < 6; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1.5));
            last = Lose(numbers);
        }

        return last!;
    }

    /// <summary>A round closes in which every device had this result.</summary>
    public Verdict CloseRound(float rttMs) => CloseRound(rttMs, Sight.Clear);

    /// <summary>A round closes that cannot be believed.</summary>
    public Verdict CloseRound(Sight sight) => CloseRound(0, sight);

    /// <summary>A round closes that cannot be believed of one address family.</summary>
    public Verdict CloseRound(FamilySights families) => CloseRound(5, Sight.Clear, families);

    private Verdict CloseRound(float rttMs, Sight sight, FamilySights families = default)
    {
        var plan = new RoundPlan(_round++, TimeSpan.FromSeconds(10), 5, Catalog.Current);
        var results = new DeviceRound[plan.Catalog.Slots];
        if (sight.IsClear)
        {
            Array.Fill(results, new DeviceRound(5, 5, 0, rttMs, rttMs, rttMs, 0));
        }

        return Board.Close(new Round(plan, Time.GetUtcNow(), results) { Sight = sight, Families = families });
    }

    private EchoOutcome Outcome(int number, EchoResult result, long rttNs)
        => new(this[number], Time.GetUtcNow().ToUnixTimeMilliseconds(), 0, result, UnixNanos.From(Time.GetUtcNow()), rttNs, 0);

    private Verdict Tick(EchoOutcome[] outcomes)
    {
        Time.Advance(TimeSpan.FromSeconds(0.5));
        return Board.Judge(
            new ProbeTick(Time.GetUtcNow(), null, outcomes, outcomes.Length, EchoTransportState.Ready(EchoTransportMode.Simulated)),
            Catalog.Current);
    }
}
