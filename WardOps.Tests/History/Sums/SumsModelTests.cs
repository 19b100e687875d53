using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Tests.History.Sums;

/// <summary>Whatever happens, and in whatever order, memory says what adding up every single sample says.</summary>
public sealed class SumsModelTests
{
    private const int Devices = 4;

    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 9, 57, 20, TimeSpan.Zero);

    private static readonly Gen<DeviceRound[]> s_results = Gen.Select(Gen.Int[0, 5], Gen.Double[0.05, 900]).Select((kind, rtt) => kind switch
    {
        0 => Rounds.Unknown,
        1 or 2 => Rounds.Down,
        _ => new DeviceRound(5, (byte)kind, 0, (float)rtt, (float)rtt, (float)rtt, 0),
    }).Array[Devices];

    /// <summary>About as long as the windows are: where things leave.</summary>
    private static readonly Gen<int> s_edges = Gen.OneOf(Gen.Int[82_000, 90_500], Gen.Int[2_588_000, 2_596_000]);

    /// <summary>What happens, with how long it takes in seconds before, and how late the round is.</summary>
    private static readonly Gen<(int What, int Seconds, int Late, DeviceRound[] Results)> s_events = Gen.Select(
        Gen.Int[0, 99],
        Gen.OneOf(Gen.Const(10), Gen.Const(10), Gen.Int[0, 400], Gen.Int[0, 8000], Gen.Int[0, 200_000], Gen.Int[0, 3_000_000], s_edges, Gen.Int[-7200, 0]),
        Gen.OneOf(Gen.Int[0, 60], Gen.Int[0, 4000], Gen.Int[0, 100_000], Gen.Int[0, 2_800_000], s_edges, Gen.Int[-3000, 0]),
        s_results);

    /// <summary>A hundred runs, or as many as CsCheck_Iter (or CsCheck_Time, in seconds) says.</summary>
    [Fact]
    public void Anything_in_any_order_adds_up() => s_events.Array[1, 120].Sample(
        events =>
        {
            var run = new Run();
            foreach (var (what, seconds, late, results) in events)
            {
                run.Advance(TimeSpan.FromSeconds(seconds));
                switch (what)
                {
                    case < 55: run.Round(TimeSpan.Zero, results); break;
                    case < 75: run.Round(TimeSpan.FromSeconds(late), results); break;
                    case < 82: run.Repeat(); break;
                    case < 87: run.Devices(late % (1 << Devices)); break;
                    case < 90: run.Restart(); break;
                    default: run.Look(); break;
                }
            }

            run.Look();
        });

    /// <summary>Sums on a clock of their own, beside every sample that they were given.</summary>
    private sealed class Run
    {
        private readonly FakeTimeProvider _time = new(s_start) { AutoAdvanceAmount = TimeSpan.Zero };
        private readonly SampleStore _all = new();
        private readonly DeviceCatalog _catalog = new();
        private readonly ProbePolicy _policy = new(Rounds.Interval, ProbeSettings.Standard, [new("ATM", new ProbeOverrides { Interval = TimeSpan.FromMinutes(1) })]);
        private readonly List<Round> _rounds = [];
        private DateTimeOffset _now = s_start;
        private RollingSums _sums;
        private DateTimeOffset _last;
        private DateTimeOffset _restarted;
        private long _newest;

        public Run()
        {
            Devices((1 << SumsModelTests.Devices) - 1);
            _sums = new RollingSums(_catalog, _policy, _time);
            _newest = long.MinValue;
        }

        public void Advance(TimeSpan by)
        {
            _now += by;
            _time.AdjustTime(_now);
        }

        public void Devices(int which)
        {
            // A device that is taken out is soon forgotten, so this one is only switched off; only the last one ever leaves.
            _catalog.Swap(Enumerable.Range(0, SumsModelTests.Devices).Select(i => Device(i) with { Enabled = (which >> i & 1) == 1 }));
        }

        public void Round(TimeSpan late, DeviceRound[] results)
        {
            var at = Rounds.Align(_now - late);
            if (at < DateTimeOffset.UnixEpoch || _rounds.Any(r => r.At == at))
            {
                return;
            }

            var round = Rounds.At(at, _catalog.Current, results);
            var newest = _newest;
            _newest = Math.Max(_newest, Math.Max(SumsSteps.StepOf(at), SumsSteps.StepOf(_now)));
            // What was before a restart is the store's to tell, once it has been asked.
            var isPast = at < _restarted;
            var isTooOld = SumsSteps.HourOf(at) <= SumsSteps.HourOf(_newest) - SumsTable.Hours;
            var generation = _sums.Generation;
            _sums.Add(round);
            if (_sums.Generation != generation)
            {
                // The clock was set back: what lies ahead of it is the comparison's to bring when the clock comes there.
                Assert.True(SumsSteps.StepOf(at) < newest && SumsSteps.StepOf(_now) < newest);
                (isPast, isTooOld) = (at < _sums.Start, false);
                _all.Lose(_sums.Start, DateTimeOffset.MaxValue);
                ReadBack();
            }

            _rounds.Add(round);
            _last = round.Plan.EndsAt > _last ? round.Plan.EndsAt : _last;
            if (!isTooOld && !isPast)
            {
                _all.Add(round);
            }

            Assert.True(!isPast || isTooOld || _sums.Doubtful.NewestUntil(SumsSteps.StepOf(at)) == SumsSteps.StepOf(at));
        }

        public void Repeat()
        {
            // What is older is remembered no more, and counted no more either.
            foreach (var round in _rounds.Where((r, i) => (i == _rounds.Count / 2 || i == _rounds.Count - 1) && _last - r.At < TimeSpan.FromDays(29)))
            {
                _sums.Add(round);
            }
        }

        /// <summary>A new process reads back what is older than itself, as <see cref="SumsRebuild"/> does.</summary>
        public void Restart()
        {
            _now = _last > _now ? _last : _now;   // a clock set back over a restart is the comparison's to find
            _time.AdjustTime(_now);
            _sums = new RollingSums(_catalog, _policy, _time);
            ReadBack();
            Look();
        }

        private void ReadBack()
        {
            var start = _sums.Start;
            _restarted = start;
            _newest = Math.Max(SumsSteps.StepOf(start), SumsSteps.StepOf(_now));
            var oldest = SumsSteps.HourOf(SumsSteps.StepOf(start) - SumsTable.Steps + 1);
            var newestHour = SumsSteps.HourOf(start);
            var first = newestHour + 1;
            for (var hour = newestHour; hour >= oldest; hour--)
            {
                var (from, to) = (SumsSteps.StartOfHour(hour), hour == newestHour ? start : SumsSteps.StartOfHour(hour + 1));
                if (to == from || _sums.TakeSteps(from, to, Read(from, to, SumsSteps.Step)))
                {
                    first = hour;
                }
            }

            var begin = SumsSteps.StartOfHour(newestHour - SumsTable.Hours + 1);
            _sums.TakeHours(begin, SumsSteps.StartOfHour(first), Read(begin, SumsSteps.StartOfHour(first), SumsSteps.Hour));
            _rounds.Clear();   // whether one of those comes again, nobody can tell any more
        }

        public void Look()
        {
            _newest = Math.Max(_newest, SumsSteps.StepOf(_now));
            var day = SumsSteps.StartOfStep(_newest - SumsTable.Steps + 1);
            var month = SumsSteps.StartOfHour(SumsSteps.HourOf(_newest) - SumsTable.Hours + 1);
            var end = SumsSteps.StartOfStep(_newest + 1);
            var map = _sums.Map(MapGrouping.Branch, SumsPeriod.Day, [.. Enumerable.Range(0, SumsTable.Hours + 1).Select(i => month + (i * SumsSteps.Hour))], new HashSet<Guid>());
            var downtimes = _sums.Downtimes(null).ToDictionary(d => d.Device.Id);
            foreach (var device in _catalog.Current.Probed)
            {
                var each = _policy.Of(device).EveryRounds;
                IsAbout(_all.SumOf(device.Id, day, end), _sums.Of(device.Id), each);
                IsAbout(_all.SumOf(device.Id, month, end), _sums.Fleet(SumsPeriod.Month, device.Region), each);
                Assert.Equal(
                    _all.SumsOf(device.Id, day, end, SumsSteps.Step).Values.Count(s => s.UpSeconds > 0 && s.UpSeconds < s.KnownSeconds),
                    downtimes.GetValueOrDefault(device.Id)?.MixedSteps ?? 0);
                var hours = _all.SumsOf(device.Id, month, end, SumsSteps.Hour);
                foreach (var cell in map.Rows.Single(r => r.Name == device.Branch).Cells)
                {
                    IsAbout(hours.GetValueOrDefault(cell.From), cell.Uptime, each);
                }
            }
        }

        /// <summary>As many seconds as rounds stand for; where they stand for more than there were, the share of them that were up.</summary>
        private static void IsAbout(StepSum rounds, Uptime uptime, int each)
        {
            var known = uptime.UpSeconds + uptime.DownSeconds;
            var isRight = uptime.UnknownSeconds > 0
                ? rounds.UpSeconds * each == uptime.UpSeconds && rounds.KnownSeconds * each == known
                : rounds.KnownSeconds * each >= known - 1e-6 && (known == 0 || Math.Abs(((double)rounds.UpSeconds / rounds.KnownSeconds) - (uptime.UpSeconds / known)) < 1e-9);
            if (!isRight)
            {
                Assert.Fail($"{rounds} is not {uptime}");
            }
        }

        private static WatchedDevice Device(int i)
            => Rounds.Device(i, branch: $"Branch {i}", region: $"Region {i}") with { DeviceType = i == 0 ? "ATM" : "Router" };

        private List<StepSum> Read(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
            => _all.ReadSumsAsync(from, to, step, CancellationToken.None).ToBlockingEnumerable().ToList();
    }
}
