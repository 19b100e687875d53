using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Alerts;

/// <summary>A tick in which nothing changes must cost no memory for each device, however many alerts are open.</summary>
public sealed class BookCostTests
{
    private static readonly DateTimeOffset s_then = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void QuietTick_OfTenThousandOfWhichAThirdIsDown_AllocatesAsLittleAsOneOfTwelve()
    {
        var few = Quiet(12);
        var many = Quiet(10_000);

        TestContext.Current.TestOutputHelper?.WriteLine($"12 devices: {few.Bytes} bytes; 10,000: {many.Bytes} bytes, {many.Time.TotalMilliseconds:F3} ms; opening 3,334 alerts: {many.Opening.TotalMilliseconds:F1} ms");
        Assert.InRange(many.Bytes, 0, few.Bytes + 256);
    }

    private static (long Bytes, TimeSpan Time, TimeSpan Opening) Quiet(int devices)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Fleet.Devices(devices).Select(d => d with { Parents = ParentIds.None, BranchId = d.Id }));
        var states = catalog.Current.Devices.Select((d, i) => new DeviceState(d, i % 3 == 0 ? DeviceStatus.Down : DeviceStatus.Up, s_then, i % 3 == 0 ? s_then : null, null, null, null, 1)).ToList();
        var board = Board.Empty with { AsOf = s_then.AddMinutes(5), Catalog = catalog.Current, BySlot = [.. states], Totals = BoardTotals.Of(states) };
        var options = Options.Create(new AlertOptions());
        var book = new AlertBook(new PlainConditions(TimeSpan.Zero, TimeSpan.Zero, 50), new NoWriter(), new AlertOutbox(options, new AlertSignal(), NullLogger<AlertOutbox>.Instance), options);
        book.Restore([]);
        var began = TimeProvider.System.GetTimestamp();
        book.Judge(new Verdict(board, states, [], null));
        var opening = TimeProvider.System.GetElapsedTime(began);
        Assert.Equal((devices + 2) / 3, book.Current.All.Length);

        var quiet = new Verdict(board, [], [], null);
        book.Judge(quiet);
        var (bytes, least) = (long.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 20; i++)
        {
            var (before, at) = (GC.GetAllocatedBytesForCurrentThread(), TimeProvider.System.GetTimestamp());
            Assert.Null(book.Judge(quiet));
            least = TimeSpan.FromTicks(Math.Min(least.Ticks, TimeProvider.System.GetElapsedTime(at).Ticks));
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (bytes, least, opening);
    }
}
