using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Sums;

/// <summary>
/// Rounds of every device, up and known, with their loss and round-trip times: in five-minute steps over the last 24 hours and in hours over 30
/// days, in memory. One thread adds rounds; readers hold it up for as long as it takes to add up one number per device. What was before this
/// process is read back (<see cref="SumsRebuild"/>), and what is here is compared with the store (<see cref="SumsCheck"/>).
/// </summary>
/// <remarks>
/// Counted is how long the device's own rounds lasted, so that rounds of another length, of before a restart, weigh what they should; each stands for the time until
/// its next one by the settings of now, so how often a device takes part weighs when uptime is made of it, and nothing overflows. A device that has left the catalog is forgotten when nothing of the last day is known of it.
/// </remarks>
public sealed partial class RollingSums(DeviceCatalog catalog, ProbePolicy policy, TimeProvider time)
{
    internal static readonly TimeSpan Step = SumsSteps.Step;

    /// <summary>Steps that the windows may be ahead of clock and rounds before they are given up: a small correction of the clock costs nothing.</summary>
    private const int StepsAhead = 2;

    /// <summary>Rounds that may lie between the one that closes and the one that is added: as many as the recorder holds, and some.</summary>
    private const int MostLag = 20;

    private readonly Lock _gate = new();
    private SumsTable _table = new();
    private SeenRounds _seen = new();
    private GoneDevices _gone = new();
    private readonly TimeSpan _roundLength = policy.Interval;
    private readonly int _roundSeconds = Math.Max(1, (int)policy.Interval.TotalSeconds);   // whole ones, by the settings
    private SumsRoster? _ofRound;
    private SumsRoster? _ofNow;
    private DateTimeOffset _settled;
    private long _version;

    /// <summary>How much of the last 24 hours has been read back, 0 to 1; 1 when nothing is left to read.</summary>
    public double RebuiltShare { get => Volatile.Read(ref field); internal set => Volatile.Write(ref field, value); } = 1;

    /// <summary>How much of the last 30 days has been read back, 0 to 1; 1 when nothing is left to read.</summary>
    public double RebuiltMonthShare { get => Volatile.Read(ref field); internal set => Volatile.Write(ref field, value); } = 1;

    /// <summary>Grows with every round and every correction.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Rounds that were offered a second time, and counted once.</summary>
    public long RepeatedRounds { get => Volatile.Read(ref field); private set => Volatile.Write(ref field, value); }

    /// <summary>Rounds that came after a newer step had begun; they are in the step of their own time.</summary>
    public long LateRounds { get => Volatile.Read(ref field); private set => Volatile.Write(ref field, value); }

    /// <summary>Since when live rounds are counted; what was before is the store's to tell.</summary>
    internal DateTimeOffset Start { get; private set; } = time.GetUtcNow();

    /// <summary>Grows whenever the sums begin anew, and what was before is to be read back again.</summary>
    internal int Generation { get => Volatile.Read(ref field); private set => Volatile.Write(ref field, value); }

    /// <summary>Steps of which the store may know more by now than memory does, until they have been compared.</summary>
    internal StepSet Doubtful { get; } = new();

    /// <summary>Adds a closed round to the step in which it began, however late it comes; one that was added before is left out.</summary>
    public void Add(Round round)
    {
        var step = SumsSteps.StepOf(round.At);
        lock (_gate)
        {
            if (_seen.Has(round.At))
            {
                RepeatedRounds++;
                return;
            }

            var newest = Math.Max(step, SumsSteps.StepOf(time.GetUtcNow()));
            var isAnew = newest < _table.Newest - StepsAhead;
            if (isAnew)
            {
                BeginAnew(round.At);
            }

            _table.MoveTo(newest);
            _seen.Add(round.At);
            if (round.At < Start && (isAnew || !MayCountPast(step)))
            {
                Doubtful.Add(step, step);   // the comparison with the store brings it
                return;
            }

            var end = round.At + _roundLength;
            _settled = end > _settled ? end : _settled;
            if (step > _table.OpenStep && _table.HoldsStepsOf(SumsSteps.HourOf(step)))
            {
                _table.Open(step);
                ForgetTheGone();
            }

            LateRounds += step == _table.OpenStep ? 0 : 1;
            Book(round, step);
            _version++;
        }
    }

    /// <summary>All devices together over the last 24 hours, or those of one region.</summary>
    public Uptime Fleet(string? region) => Fleet(SumsPeriod.Day, region);

    /// <summary>All devices together, or those of one region. A region without a probed device has no seconds at all.</summary>
    public Uptime Fleet(SumsPeriod period, string? region)
    {
        lock (_gate)
        {
            var roster = Now();
            var window = WindowSeconds(period);
            var wanted = region is null ? -1 : roster.FindRegion(region);
            var (up, down, unknown) = (0.0, 0.0, 0.0);
            for (var i = 0; i < roster.Places.Length; i++)
            {
                if (region is null || roster.RegionOf[i] == wanted)
                {
                    var one = UptimeOf(roster, i, period, window);
                    up += one.UpSeconds;
                    down += one.DownSeconds;
                    unknown += one.UnknownSeconds;
                }
            }

            return new Uptime(up, down, unknown);
        }
    }

    /// <summary>One device over the last 24 hours.</summary>
    public Uptime Of(Guid deviceId)
    {
        lock (_gate)
        {
            MoveToNow();
            var window = WindowSeconds(SumsPeriod.Day);
            if (!_table.Places.TryFind(deviceId, out var place))
            {
                return new Uptime(0, 0, window);
            }

            ref readonly var totals = ref _table.TotalsOf(place);
            var device = catalog.Current.Find(deviceId);
            return RoundUptime.Of(totals.UpDay, totals.KnownDay, device is null ? 1 : policy.Of(device).EveryRounds, window);
        }
    }

    /// <summary>Devices that were down within the last 24 hours, in no order.</summary>
    public IReadOnlyList<DeviceDowntime> Downtimes(string? region)
    {
        var down = new List<DeviceDowntime>();
        lock (_gate)
        {
            var roster = Now();
            var window = WindowSeconds(SumsPeriod.Day);
            var wanted = region is null ? -1 : roster.FindRegion(region);
            for (var i = 0; i < roster.Places.Length; i++)
            {
                ref readonly var totals = ref _table.TotalsOf(roster.Places[i]);
                if (totals.UpDay < totals.KnownDay && (region is null || roster.RegionOf[i] == wanted))
                {
                    down.Add(new DeviceDowntime(roster.Devices[i], UptimeOf(roster, i, SumsPeriod.Day, window), totals.MixedSteps));
                }
            }
        }

        return down;
    }

    /// <summary>Devices with the most down time over the last 24 hours, most first; those without any are left out.</summary>
    public IReadOnlyList<DeviceDowntime> Top(int count, string? region) => [.. Downtimes(region)
        .OrderByDescending(d => d.Uptime.DownSeconds).ThenBy(d => d.Device.Name, StringComparer.Ordinal).ThenBy(d => d.Device.Id).Take(Math.Max(0, count))];

    /// <summary>
    /// The clock stood ahead, for long enough to move the windows, and was set right: what they hold is of a time to come, and what they have
    /// lost is in the store. (Rounds that are numbered ahead of the clock, and rounds that come late, do not come here: the one has the newer
    /// time, or the clock has.)
    /// </summary>
    private void BeginAnew(DateTimeOffset round)
    {
        var now = time.GetUtcNow();
        (_table, _seen, _gone, _ofRound, _ofNow) = (new SumsTable(), new SeenRounds(), new GoneDevices(), null, null);
        (_settled, _readBack, _countedPast, _countedPastInSeam) = (default, TimeSpan.Zero, false, false);
        Start = now - round < MostLag * _roundLength ? round : now;   // this round is the first live one, unless it comes from far back
        Doubtful.Clear();
        Generation++;
        _version++;
    }

    private void Book(Round round, long step)
    {
        var roster = _ofRound = RosterOf(round.Catalog);
        var isOpen = step == _table.OpenStep;
        for (var i = 0; i < roster.Places.Length; i++)
        {
            var slot = roster.Slots[i];
            if (slot >= round.Results.Length || round.Results[slot] is not { IsKnown: true } result)
            {
                continue;
            }

            var rtt = result.IsUp ? result.RttMeanMs : 0;
            if (isOpen)
            {
                _table.Count(roster.Places[i], _roundSeconds, result.IsUp, result.LossPercent, rtt);
            }
            else
            {
                _table.Book(roster.Places[i], step, StepTally.Of(_roundSeconds, result.IsUp, result.LossPercent, rtt));
            }
        }
    }

    private Uptime UptimeOf(SumsRoster roster, int i, SumsPeriod period, double window)
    {
        ref readonly var totals = ref _table.TotalsOf(roster.Places[i]);
        return period == SumsPeriod.Day
            ? RoundUptime.Of(totals.UpDay, totals.KnownDay, roster.EveryRounds[i], window)
            : RoundUptime.Of(totals.UpMonth, totals.KnownMonth, roster.EveryRounds[i], window);
    }

    /// <summary>The devices of now, with the windows up to now.</summary>
    private SumsRoster Now()
    {
        MoveToNow();
        return _ofNow = RosterOf(catalog.Current);
    }

    private void MoveToNow() => _table.MoveTo(SumsSteps.StepOf(time.GetUtcNow()));

    private SumsRoster RosterOf(Catalog devices)
    {
        if (_ofNow?.Catalog == devices)
        {
            return _ofNow;
        }

        if (_ofRound?.Catalog == devices)
        {
            return _ofRound;
        }

        foreach (var hour in _gone.Count == 0 ? [] : devices.Devices.SelectMany(d => _gone.Remove(d.Id)))
        {
            Doubtful.Add(hour * SumsSteps.PerHour, ((hour + 1) * SumsSteps.PerHour) - 1);   // it is back: the store knows what it did
        }

        return SumsRoster.Of(devices, policy, _table.PlaceOf);
    }

    /// <summary>
    /// How much time the window stands for: whole steps (hours) and the one begun, up to the end of the last closed round. A round still open is not
    /// unknown yet; only when none closes any more does the time up to now count.
    /// </summary>
    private double WindowSeconds(SumsPeriod period)
    {
        var from = period == SumsPeriod.Day
            ? SumsSteps.StartOfStep(_table.Newest - SumsTable.Steps + 1)
            : SumsSteps.StartOfHour(SumsSteps.HourOf(_table.Newest) - SumsTable.Hours + 1);
        return Math.Max(0, (SettledEnd() - from).TotalSeconds);
    }

    private DateTimeOffset SettledEnd()
    {
        var now = time.GetUtcNow();
        return now - _settled < 3 * _roundLength ? _settled : now;
    }

    private void ForgetTheGone()
    {
        if (_holds > 0)
        {
            return;   // somebody works with places; there is a next step
        }

        var gone = _table.Places.All.Where(p => _table.TotalsOf(p.Value).KnownDay == 0 && catalog.Current.Find(p.Key) is null).ToList();
        foreach (var (id, place) in gone)
        {
            var newest = SumsSteps.HourOf(_table.Newest);
            for (var hour = newest - SumsTable.Hours + 1; hour <= newest && _table.TotalsOf(place).KnownMonth > 0; hour++)
            {
                if (_table.HourAt(place, hour).Known > 0)
                {
                    _gone.Add(id, hour);
                }
            }

            _table.Forget(id);
            _ofRound = _ofNow = null;   // they may hold a place that is somebody else's soon
        }
    }
}
