using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Tests.History.Sums;

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
        _sums.TakeSteps(
            s_start - TimeSpan.FromHours(24),
            s_start,
            [
                new StepSum(Rounds.IdOf(1), s_start - TimeSpan.FromMinutes(5), 200, 300),
                new StepSum(Rounds.IdOf(1), s_start - TimeSpan.FromHours(24), 300, 300),
                new StepSum(Rounds.IdOf(1), s_start + TimeSpan.FromHours(1), 300, 300),
            ]);
        Assert.Equal(new Uptime(210, 100, Window + 10 - 310), _sums.Of(Rounds.IdOf(1)));
    }

    [Fact]
    public void A_late_round_of_an_hour_that_has_begun_to_leave_is_added_to_it()
    {
        Add(Rounds.Up);
        var late = Rounds.At(s_start + TimeSpan.FromMinutes(20), _catalog.Current, Rounds.Down);
        _time.AdjustTime(s_start + TimeSpan.FromHours(24));   // 00:00 has left, 00:20 has not
        _sums.Add(late);

        Assert.Equal((0, 10), (_sums.Of(Rounds.IdOf(1)).UpSeconds, _sums.Of(Rounds.IdOf(1)).DownSeconds));
        var month = _sums.Fleet(SumsPeriod.Month, null);
        Assert.Equal((10, 10, 1), (month.UpSeconds, month.DownSeconds, _sums.LateRounds));
    }

    [Fact]
    public void A_late_round_lands_in_its_own_step_and_a_repeated_one_nowhere()
    {
        var rounds = new List<Round>();
        for (var i = 0; i < 40; i++)
        {
            rounds.Add(Rounds.At(_time.GetUtcNow(), _catalog.Current, i == 5 ? Rounds.Down : Rounds.Up));
            _time.Advance(Rounds.Interval);
        }

        foreach (var round in rounds.Where((_, i) => i is not 3 and not 5 and not 35))
        {
            _sums.Add(round);
        }

        Assert.Equal((370, 0), Seconds(1));
        rounds.ForEach(_sums.Add);
        Assert.Equal((390, 10), Seconds(1));
        Assert.Equal((37, 2), (_sums.RepeatedRounds, _sums.LateRounds));
        Assert.Equal(1, _sums.Downtimes(null).Single().MixedSteps);
        Assert.Empty(_sums.Compare(
            SumsSteps.StepOf(s_start), 2, byHour: false, [new StepSum(Rounds.IdOf(1), s_start, 290, 300), new StepSum(Rounds.IdOf(1), s_start + SumsSteps.Step, 100, 100)]));
    }

    [Fact]
    public void Rounds_of_one_second_fill_an_hour_without_an_overflow()
    {
        var sums = new RollingSums(_catalog, new ProbePolicy(TimeSpan.FromSeconds(1), ProbeSettings.Standard, []), _time);
        for (var i = 0; i < 7201; i++)
        {
            var plan = new RoundPlan(_time.GetUtcNow().ToUnixTimeSeconds(), TimeSpan.FromSeconds(1), 5, _catalog.Current);
            sums.Add(new Round(plan, plan.EndsAt, [i % 4 == 0 ? Rounds.Down : Rounds.Up, Rounds.Up, Rounds.Unknown]));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var sum = Assert.Single(sums.Compare(SumsSteps.HourOf(s_start), 1, byHour: true, []), d => d.DeviceId == Rounds.IdOf(1)).Here;
        Assert.Equal((2700, 3600), (sum.Up, sum.Known));
        Assert.Equal(25, sum.LossSum / sum.Known, 0.025);
        Assert.Equal(12.5, sum.RttSum / sum.Up, 0.0125);
        Assert.Equal(7201, sums.Of(Rounds.IdOf(2)).UpSeconds);
    }

    [Fact]
    public void A_sample_of_a_device_with_a_long_interval_stands_for_the_time_until_the_next()
    {
        // Rounds of a second, and a device that is asked every hour: its one sample is 3,600 of them.
        var policy = new ProbePolicy(TimeSpan.FromSeconds(1), ProbeSettings.Standard, []);
        _catalog.Swap([Rounds.Device(1) with { Probe = new ProbeOverrides { Interval = TimeSpan.FromHours(1) } }]);
        var sums = new RollingSums(_catalog, policy, _time);
        for (var hour = 0; hour < 5; hour++)
        {
            var plan = new RoundPlan(_time.GetUtcNow().ToUnixTimeSeconds(), TimeSpan.FromSeconds(1), 5, _catalog.Current);
            sums.Add(new Round(plan, plan.EndsAt, [hour == 2 ? Rounds.Down : Rounds.Up]));
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal((4 * 3600, 3600), (sums.Of(Rounds.IdOf(1)).UpSeconds, sums.Of(Rounds.IdOf(1)).DownSeconds));
        Assert.Equal(0, sums.Downtimes(null).Single().MixedSteps);
    }

    [Fact]
    public void More_known_time_than_there_is_is_all_of_it_with_the_same_share_up()
    {
        // As when a device takes part in fewer rounds than it did: each stands for more than it did.
        _sums.TakeSteps(s_start - TimeSpan.FromHours(25), s_start, [.. Enumerable.Range(0, 288).Select(i => new StepSum(Rounds.IdOf(1), s_start - ((i + 1) * SumsSteps.Step), 900, 1200))]);
        var uptime = _sums.Of(Rounds.IdOf(1));
        Assert.Equal((75, 0), (Math.Round(uptime.Percent!.Value, 9), uptime.UnknownSeconds));
        Assert.Equal(Window, uptime.UpSeconds + uptime.DownSeconds, 6);
    }

    [Fact]
    public void Devices_come_and_go_and_come_again_within_a_day()
    {
        Add(Rounds.Up, Rounds.Up, Rounds.Up);
        _catalog.Swap([Rounds.Device(2)]);
        Add(Rounds.Down);
        Assert.Equal((10, 10), (_sums.Fleet(null).UpSeconds, _sums.Fleet(null).DownSeconds));
        _time.Advance(TimeSpan.FromHours(2));
        Add(Rounds.Up);
        _catalog.Swap([Rounds.Device(1), Rounds.Device(2), Rounds.Device(4)]);
        Add(Rounds.Up, Rounds.Up, Rounds.Up);
        Assert.Equal((20, 0), Seconds(1));
        Assert.Equal((30, 10), Seconds(2));
        Assert.Equal((10, 0), Seconds(4));
    }

    [Fact]
    public void A_device_gone_for_more_than_a_day_is_forgotten_and_its_place_is_anothers()
    {
        Add(Rounds.Down, Rounds.Up, Rounds.Up);
        _catalog.Swap([Rounds.Device(2)]);
        _time.Advance(TimeSpan.FromHours(30));
        Add(Rounds.Up);
        _catalog.Swap([Rounds.Device(2), Rounds.Device(9), Rounds.Device(1)]);
        Add(Rounds.Up, Rounds.Up, Rounds.Up);

        Assert.Equal((10, 0), Seconds(1));
        Assert.Equal((10, 0), Seconds(9));
        Assert.Equal(10 + 20 + 20, _sums.Fleet(SumsPeriod.Month, null).UpSeconds);   // device 2 was up before too
        Assert.Equal(0, _sums.Fleet(SumsPeriod.Month, null).DownSeconds);
    }

    [Fact]
    public void A_round_from_before_this_process_is_the_stores_to_tell_once_it_was_asked()
    {
        var past = Rounds.At(s_start - TimeSpan.FromMinutes(10), _catalog.Current, Rounds.Up);
        _sums.Add(past);
        Assert.Equal((10, 0), Seconds(1));   // nobody has read it back

        _sums.TakeSteps(s_start - SumsSteps.Hour, s_start, [new StepSum(Rounds.IdOf(1), s_start - TimeSpan.FromMinutes(10), 70, 70)]);
        Assert.Equal((70, 0), Seconds(1));   // it was among them
        _sums.Add(Rounds.At(s_start - TimeSpan.FromMinutes(20), _catalog.Current, Rounds.Up));
        Assert.Equal((70, 0), Seconds(1));   // it may be among them: the comparison knows
        Assert.Equal(1, _sums.Doubtful.Count);
    }

    [Fact]
    public async Task Readers_on_other_threads_see_whole_rounds_only()
    {
        _catalog.Swap(Enumerable.Range(1, 500).Select(i => Rounds.Device(i)));
        var up = Enumerable.Repeat(Rounds.Up, 500).ToArray();
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var looks = 0;
            while (!end.IsCancellationRequested)
            {
                Assert.Equal(0, _sums.Fleet(null).UpSeconds % 5000);
                looks++;
            }

            return looks;
        });
        for (var i = 0; i < 2000; i++)
        {
            Add(up);
        }

        await end.CancelAsync();
        Assert.True(await reader >= 0);
    }

    private (double Up, double Down) Seconds(int number) => (_sums.Of(Rounds.IdOf(number)).UpSeconds, _sums.Of(Rounds.IdOf(number)).DownSeconds);

    private void Add(params DeviceRound[] results)
    {
        _sums.Add(Rounds.At(_time.GetUtcNow(), _catalog.Current, results));
        _time.Advance(Rounds.Interval);
    }
}
