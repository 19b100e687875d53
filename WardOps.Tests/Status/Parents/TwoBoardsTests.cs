using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status.Parents;

/// <summary>Whatever the network of parents, and in whatever order the echoes of a tick end: the same verdicts, and no child that is down with its parents.</summary>
public sealed class TwoBoardsTests
{
    private const int Devices = 8;
    private const int Ticks = 80;

    [Fact]
    public void Judge_AnyParentsAndAnyOrderWithinATick_GivesTheSameVerdictsAndKeepsThePromises() => Gen.Int.Sample(Run, iter: 400);

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        var catalog = new DeviceCatalog();
        catalog.Swap(Fleet.Devices(Devices).Select((d, i) => d with { Parents = ParentIds.Of(Fleet.Devices(i).Where(_ => random.Next(3) == 0).Select(p => p.Id)) }));
        StatusBoard[] boards = [.. Enumerable.Range(0, 2).Select(_ => new StatusBoard(Options.Create(new StatusOptions()), new ProbingOptions().ToPolicy(), time))];
        var loss = new double[Devices];
        var lostSinceReturn = new int[Devices];
        for (var tick = 0; tick < Ticks; tick++)
        {
            if (random.Next(6) == 0)
            {
                loss[random.Next(Devices)] = random.Next(3) switch { 0 => 0, 1 => 0.4, _ => 1 };
            }

            time.Advance(TimeSpan.FromSeconds(2));
            var outcomes = Outcomes(catalog.Current, tick, time.GetUtcNow(), loss, random);
            var was = boards[0].Current;
            var one = Judge(boards[0], outcomes, time, catalog);
            random.Shuffle(outcomes);
            var other = Judge(boards[1], outcomes, time, catalog);

            Assert.Equal(one.Board.States, other.Board.States);
            Assert.Equal(one.Transitions.Order(Comparer<StatusChange>.Create((a, b) => a.Device.Slot - b.Device.Slot)), other.Transitions.Order(Comparer<StatusChange>.Create((a, b) => a.Device.Slot - b.Device.Slot)));
            Check(one, was, outcomes, lostSinceReturn);
        }
    }

    private static void Check(Verdict verdict, Board was, EchoOutcome[] outcomes, int[] lostSinceReturn)
    {
        var board = verdict.Board;
        foreach (var device in board.Catalog.Devices)
        {
            var now = board.BySlot[device.Slot]!;
            var before = was.BySlot.Length > device.Slot ? was.BySlot[device.Slot]!.Status : DeviceStatus.Unknown;
            var areAway = AreAway(board, device.Slot);
            lostSinceReturn[device.Slot] += was.BySlot.Length == 0 || AreAway(was, device.Slot) ? -lostSinceReturn[device.Slot]
                : outcomes.Count(o => o.Device.Slot == device.Slot && o.Result == EchoResult.Lost);

            Assert.False(now.Status == DeviceStatus.Down && before != DeviceStatus.Down && areAway, $"{device.Name} is down alone while all its parents are.");
            Assert.False(now.Status == DeviceStatus.Unreachable && before != DeviceStatus.Unreachable && !areAway, $"{device.Name} is unreachable although a parent is not away.");
            Assert.True(now.Status != DeviceStatus.Down || before != DeviceStatus.Unreachable || lostSinceReturn[device.Slot] >= 6, $"{device.Name} went through the gate too soon.");
            Assert.Equal(now.Status is DeviceStatus.Down or DeviceStatus.Unreachable, now.DownSince is not null);
        }
    }

    private static bool AreAway(Board board, int slot)
    {
        var parents = board.Catalog.Parents[slot].ToArray();
        return parents.Length > 0 && parents.All(p => board.BySlot[p]!.Status is DeviceStatus.Down or DeviceStatus.Unreachable);
    }

    /// <summary>Up to three echoes to each device; what is lost and answered of one device may stand side by side.</summary>
    private static EchoOutcome[] Outcomes(Catalog catalog, int tick, DateTimeOffset now, double[] loss, Random random)
        => [.. catalog.Devices.SelectMany(d => Enumerable.Range(0, random.Next(4)).Select(k => new EchoOutcome(
            d, tick, (byte)k, random.NextDouble() < loss[d.Slot] ? EchoResult.Lost : EchoResult.Answered, UnixNanos.From(now.AddMilliseconds(100 * k)), 1_000_000, 0)))];

    private static Verdict Judge(StatusBoard board, EchoOutcome[] outcomes, TimeProvider time, DeviceCatalog catalog)
        => board.Judge(new ProbeTick(time.GetUtcNow(), null, outcomes, outcomes.Length, EchoTransportState.Ready(EchoTransportMode.Simulated)), catalog.Current);
}
