using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status.Parents;

/// <summary>A tick in which nothing happens must cost no memory for each device, however many of them are down, unreachable or waiting.</summary>
public sealed class TickCostTests
{
    [Fact]
    public void QuietTick_OfTenThousandBehindDeadRouters_AllocatesAsLittleAsOneOfTwelve()
    {
        var (few, _) = Quiet(12);
        var (many, time) = Quiet(10_000);

        TestContext.Current.TestOutputHelper?.WriteLine($"12 devices: {few} bytes; 10,000: {many} bytes, {time.TotalMilliseconds:F3} ms");
        Assert.InRange(many, 0, few + 256);
    }

    /// <summary>Bytes and time of one quiet tick, of several the least.</summary>
    private static (long Bytes, TimeSpan Time) Quiet(int devices)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        var catalog = new DeviceCatalog();
        catalog.Swap(Fleet.Devices(devices).Select((d, i) => d with { Parents = i % 12 == 0 ? ParentIds.None : ParentIds.Of(Fleet.Device(i - (i % 12), Fleet.Address(0)).Id) }));
        var board = new StatusBoard(Options.Create(new StatusOptions()), new ProbingOptions().ToPolicy(), time);
        for (var i = 0; i < 7; i++)
        {
            Judge([.. catalog.Current.Devices.Select(d => Outcome(d, i > 0 && d.Slot / 12 % 2 == 0))]);
        }

        Assert.InRange(board.Current.Totals.Unreachable, devices / 3, devices / 2 + 12);
        var (bytes, least) = (long.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 20; i++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), TimeProvider.System.GetTimestamp());
            Judge([]);
            least = TimeSpan.FromTicks(Math.Min(least.Ticks, TimeProvider.System.GetElapsedTime(began).Ticks));
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (bytes, least);

        EchoOutcome Outcome(WatchedDevice device, bool isLost)
            => new(device, time.GetUtcNow().ToUnixTimeMilliseconds(), 0, isLost ? EchoResult.Lost : EchoResult.Answered, UnixNanos.From(time.GetUtcNow()), 1_000_000, 0);

        void Judge(EchoOutcome[] outcomes)
        {
            time.Advance(TimeSpan.FromSeconds(0.25));
            board.Judge(new ProbeTick(time.GetUtcNow(), null, outcomes, outcomes.Length, EchoTransportState.Ready(EchoTransportMode.Simulated)), catalog.Current);
        }
    }
}
