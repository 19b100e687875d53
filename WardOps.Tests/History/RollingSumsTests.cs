using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Tests.History;

public sealed class RollingSumsTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    // 287 whole steps of five minutes; the test begins where the next one does.
    private const double Window = 287 * 300;

    private readonly FakeTimeProvider _time = new(s_start);
    private readonly DeviceCatalog _catalog = new();
    private readonly RollingSums _sums;

    public RollingSumsTests()
    {
        _sums = new RollingSums(_catalog, ProbePolicy.Default, _time);
        _catalog.Swap([Rounds.Device(1), Rounds.Device(2), Rounds.Device(3, region: "Batumi")]);
    }

    [Fact]
    public void Nothing_known_is_not_down()
    {
        Assert.Null(_sums.Fleet(null).Percent);
        Assert.Equal(new Uptime(0, 0, Window), _sums.Of(Rounds.IdOf(1)));
        Assert.Equal(new Uptime(0, 0, Window), _sums.Of(Guid.NewGuid()));
        Assert.Empty(_sums.Top(5, null));
        Assert.Equal(1, _sums.RebuiltShare);
    }

    [Fact]
    public void Devices_and_regions_add_up()
    {
        Add(Rounds.Up, Rounds.Down, Rounds.Unknown);
        Add(Rounds.Down, Rounds.Down, Rounds.Up);
        Assert.Equal(new Uptime(10, 10, Window), _sums.Of(Rounds.IdOf(1)));
        Assert.Equal(new Uptime(0, 20, Window), _sums.Of(Rounds.IdOf(2)));
        Assert.Equal(new Uptime(20, 30, (3 * Window) + 10), _sums.Fleet(null));
        Assert.Equal(new Uptime(10, 0, Window + 10), _sums.Fleet("Batumi"));
        Assert.Equal([Rounds.IdOf(2), Rounds.IdOf(1)], _sums.Top(5, null).Select(d => d.Device.Id));
        Assert.Equal([Rounds.IdOf(2)], _sums.Top(1, "Tbilisi").Select(d => d.Device.Id));
        Assert.Empty(_sums.Top(5, "Batumi"));
    }

    [Fact]
    public void A_day_later_it_is_forgotten_even_without_new_rounds()
    {
        Add(Rounds.Down);
        _time.Advance(TimeSpan.FromMinutes(24 * 60 - 6));
        Assert.Equal(10, _sums.Of(Rounds.IdOf(1)).DownSeconds);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(new Uptime(0, 0, Window + 10), _sums.Of(Rounds.IdOf(1)));   // ten seconds into a step, and no round closes any more
    }

    [Fact]
    public void A_full_day_is_fully_known()
    {
        for (var i = 0; i < 8640 + 500; i++)
        {
            Add(Rounds.Up);
        }

        Assert.Equal(0, _sums.Of(Rounds.IdOf(1)).UnknownSeconds);
        Assert.Equal(100, _sums.Fleet("Tbilisi").Percent);

        _time.Advance(TimeSpan.FromSeconds(29));   // the round after it is still open
        Assert.Equal(100, _sums.Of(Rounds.IdOf(1)).CoveragePercent);
        _time.Advance(TimeSpan.FromSeconds(60));   // none closes any more: the time is unknown
        Assert.Equal(89, _sums.Of(Rounds.IdOf(1)).UnknownSeconds);
    }

    [Fact]
    public void The_past_is_added_and_what_is_older_than_a_day_is_not()
    {
        Add(Rounds.Up);
        _sums.AddPast(
        [
            new StepSum(Rounds.IdOf(1), s_start - TimeSpan.FromMinutes(5), 20, 30),
            new StepSum(Rounds.IdOf(1), s_start - TimeSpan.FromHours(24), 30, 30),
            new StepSum(Rounds.IdOf(1), s_start + TimeSpan.FromHours(1), 30, 30),
        ]);
        Assert.Equal(new Uptime(210, 100, Window + 10 - 310), _sums.Of(Rounds.IdOf(1)));
    }

    private void Add(params DeviceRound[] results)
    {
        _sums.Add(Rounds.At(_time.GetUtcNow(), _catalog.Current, results));
        _time.Advance(Rounds.Interval);
    }
}
