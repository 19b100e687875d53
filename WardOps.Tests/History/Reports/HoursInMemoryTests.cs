using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History.Reports;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Reports;

public sealed class HoursInMemoryTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_start);
    private readonly DeviceCatalog _catalog = new();

    [Fact]
    public void Hours_LivedThroughAndOver_AreKnown_OthersAreNot()
    {
        _catalog.Swap([Rounds.Device(1), Rounds.Device(2), Rounds.Device(3)]);
        var sums = new RollingSums(_catalog, ProbePolicy.Default, _time);
        var memory = new HoursInMemory(sums);
        for (var i = 0; i < 3 * 360; i++)
        {
            sums.Add(Rounds.At(_time.GetUtcNow(), _catalog.Current, Rounds.Up, i < 400 ? Rounds.Down : Rounds.Up, Rounds.Unknown));
            _time.Advance(Rounds.Interval);
        }

        Assert.Equal([false, true, true, true, false], Enumerable.Range(-1, 5).Select(h => memory.Knows(s_start.AddHours(h))));
        var known = memory.Sums(s_start, s_start.AddHours(2))!;
        Assert.Equal(
            [(Rounds.IdOf(1), 7200, 7200), (Rounds.IdOf(2), 3200, 7200)], known.Select(s => (s.DeviceId, s.UpSeconds, s.KnownSeconds)));
        Assert.Null(memory.Sums(s_start, s_start.AddHours(4)));
        Assert.Null(memory.Sums(s_start.AddHours(-1), s_start.AddHours(2)));
    }
}
