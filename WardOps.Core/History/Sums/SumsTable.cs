namespace WardOps.Core.History.Sums;

/// <summary>
/// The sums of all devices: closed steps over 24 hours and closed hours over 30 days, 8 bytes each, and the open step, exact. Knows no clock, no
/// lock and no catalog. Devices have places, so that what every round touches lies together in arrays.
/// </summary>
/// <remarks>
/// What always holds: a ring has nothing for the open step and nothing for the hour it lies in (the open hour is the sum of its steps); every
/// other hour whose twelve steps are all in the window is the sum of them; the totals are the sums of the windows.
/// </remarks>
internal sealed class SumsTable
{
    /// <summary>Steps in the window, the current one included: 24 hours.</summary>
    public const int Steps = 288;

    /// <summary>Hours in the window, the current one included: 30 days.</summary>
    public const int Hours = 720;

    private const long Never = long.MinValue / 4;

    private SumsRing[] _rings = [];
    private StepTally[] _open = [];
    private SumsTotals[] _totals = [];

    public SumsPlaces Places { get; } = new();

    /// <summary>The newest step of both windows.</summary>
    public long Newest { get; private set; } = Never;

    /// <summary>The step to which live rounds are added.</summary>
    public long OpenStep { get; private set; } = Never;

    private bool HasBegun => Newest != Never;

    private bool IsOpen => OpenStep != Never;

    private long OpenHour => SumsSteps.HourOf(OpenStep);

    /// <summary>The place of a device, which gets one if it has none.</summary>
    public int PlaceOf(Guid id)
    {
        var place = Places.Of(id);
        if (place >= _open.Length)
        {
            var length = Math.Max(16, 2 * place);
            Array.Resize(ref _rings, length);
            Array.Resize(ref _open, length);
            Array.Resize(ref _totals, length);
        }

        return place;
    }

    public void Forget(Guid id)
    {
        if (Places.Remove(id, out var place))
        {
            (_rings[place], _open[place], _totals[place]) = (default, default, default);
        }
    }

    public ref readonly SumsTotals TotalsOf(int place) => ref _totals[place];

    public bool HoldsStep(long step) => HasBegun && step <= Newest && step > Newest - Steps;

    public bool HoldsHour(long hour) => HasBegun && hour <= SumsSteps.HourOf(Newest) && hour > SumsSteps.HourOf(Newest) - Hours;

    /// <summary>Whether all twelve steps of an hour are in the window, or are still to come into it.</summary>
    public bool HoldsStepsOf(long hour) => HasBegun && hour * SumsSteps.PerHour > Newest - Steps;

    /// <summary>The windows reach up to this step from now on; what is too old for them leaves.</summary>
    public void MoveTo(long step)
    {
        if (step <= Newest)
        {
            return;
        }

        if (IsOpen && OpenHour * SumsSteps.PerHour <= step - Steps)
        {
            Close();   // nothing has come for so long that it would leave while it is open
        }

        var was = Newest;
        Newest = step;
        if (was == Never)
        {
            return;
        }

        var steps = (was - Steps + 1, Math.Min(step - Steps, was));
        var hours = (SumsSteps.HourOf(was) - Hours + 1, Math.Min(SumsSteps.HourOf(step) - Hours, SumsSteps.HourOf(was)));
        for (var place = 0; place < Places.Bound; place++)
        {
            if (_rings[place].IsThere)
            {
                _rings[place].Expire(ref _totals[place], steps, hours);
            }
        }
    }

    /// <summary>Live rounds are of this step from now on; the one before is closed, and its hour if that is over too.</summary>
    /// <param name="step">Within the window, and newer than the open one.</param>
    public void Open(long step)
    {
        var (wasOpen, was) = (IsOpen, OpenStep);
        var opensHour = !wasOpen || SumsSteps.HourOf(was) != SumsSteps.HourOf(step);
        OpenStep = step;
        for (var place = 0; place < Places.Bound; place++)
        {
            if (wasOpen)
            {
                CloseStep(place, was);
                if (opensHour)
                {
                    CloseHour(place, SumsSteps.HourOf(was));
                }
            }

            if (_rings[place].IsThere)
            {
                TakeOver(place, opensHour);
            }
        }
    }

    /// <summary>Adds one round of a device to the open step.</summary>
    public void Count(int place, bool isUp, double lossPercent, double rttMs)
    {
        ref var open = ref _open[place];
        ref var totals = ref _totals[place];
        var wasMixed = open.IsMixed;
        open.Known++;
        open.LossSum += lossPercent;
        totals.KnownDay++;
        totals.KnownMonth++;
        if (isUp)
        {
            open.Up++;
            open.RttSum += rttMs;
            totals.UpDay++;
            totals.UpMonth++;
        }

        totals.MixedSteps += (open.IsMixed ? 1 : 0) - (wasMixed ? 1 : 0);
    }

    /// <summary>Adds to any step; to its hour alone if only that is still in the window; to nothing if neither is.</summary>
    public void Book(int place, long step, in StepTally tally)
    {
        if (HoldsStep(step))
        {
            Put(place, step, StepAt(place, step) + tally);
        }
        else if (SumsSteps.HourOf(step) is var hour && HoldsHour(hour) && tally.Known > 0)
        {
            PutHour(place, hour, Ring(place).Hour(hour).Tally + tally);
        }
    }

    /// <summary>Replaces a step of the window.</summary>
    public void Put(int place, long step, in StepTally value)
    {
        var old = StepAt(place, step);
        if (!HoldsStep(step) || (old.Known == 0 && value.Known == 0))
        {
            return;
        }

        var ring = Ring(place);
        if (step == OpenStep)
        {
            _open[place] = value.Known > ushort.MaxValue ? ClosedStep.Of(value).Tally : value;
        }
        else
        {
            ring.Step(step) = ClosedStep.Of(value);
        }

        var now = StepAt(place, step);
        var hour = SumsSteps.HourOf(step);
        ref var totals = ref _totals[place];
        totals.UpDay += now.Up - old.Up;
        totals.KnownDay += now.Known - old.Known;
        totals.MixedSteps += (now.IsMixed ? 1 : 0) - (old.IsMixed ? 1 : 0);
        if (IsOpen && hour == OpenHour)
        {
            totals.UpMonth += now.Up - old.Up;
            totals.KnownMonth += now.Known - old.Known;
        }
        else
        {
            PutHour(place, hour, HoldsStepsOf(hour) ? ring.SumOfSteps(hour, Newest) : ring.Hour(hour).Tally + now - old);
        }
    }

    /// <summary>Replaces an hour of the window; one that is made from its steps stays as it is.</summary>
    public void ReplaceHour(int place, long hour, in StepTally value)
    {
        if (HoldsHour(hour) && !HoldsStepsOf(hour) && (value.Known > 0 || _rings[place].IsThere))
        {
            PutHour(place, hour, value);
        }
    }

    /// <summary>A step; nothing if it is not in the window.</summary>
    public StepTally StepAt(int place, long step)
        => step == OpenStep ? _open[place] : HoldsStep(step) && _rings[place] is { IsThere: true } ring ? ring.Step(step).Tally : default;

    /// <summary>An hour; nothing if it is not in the window.</summary>
    public StepTally HourAt(int place, long hour)
    {
        var ring = _rings[place];
        if (IsOpen && hour == OpenHour)
        {
            return ring.IsThere ? ring.SumOfSteps(hour, Newest) + _open[place] : _open[place];
        }

        return ring.IsThere && HoldsHour(hour) ? ring.Hour(hour).Tally : default;
    }

    /// <summary>Rounds of a device in the hours [first, end); there are none outside the window.</summary>
    public (int Up, int Known) CountsOver(int place, long first, long end)
    {
        var newest = SumsSteps.HourOf(Newest);
        (first, end) = (Math.Max(first, newest - Hours + 1), Math.Min(end, newest + 1));
        var (up, known) = _rings[place] is { IsThere: true } ring ? ring.Counts(first, end) : default;
        if (IsOpen && OpenHour >= first && OpenHour < end)
        {
            var open = HourAt(place, OpenHour);
            return (up + open.Up, known + open.Known);   // closed hours have nothing in its place
        }

        return (up, known);
    }

    private SumsRing Ring(int place)
    {
        if (!_rings[place].IsThere)
        {
            _rings[place] = SumsRing.Create();
        }

        return _rings[place];
    }

    private void PutHour(int place, long hour, in StepTally value)
    {
        ref var stored = ref Ring(place).Hour(hour);
        var now = ClosedStep.Of(value);
        ref var totals = ref _totals[place];
        totals.UpMonth += now.Up - stored.Up;
        totals.KnownMonth += now.Known - stored.Known;
        stored = now;
    }

    private void Close()
    {
        for (var place = 0; place < Places.Bound; place++)
        {
            CloseStep(place, OpenStep);
            CloseHour(place, OpenHour);
        }

        OpenStep = Never;
    }

    private void CloseStep(int place, long step)
    {
        if (_open[place].Known > 0)
        {
            var closed = ClosedStep.Of(_open[place]);
            ref var totals = ref _totals[place];
            totals.UpDay += closed.Up - _open[place].Up;   // nothing, but for more rounds than there can be
            totals.KnownDay += closed.Known - _open[place].Known;
            totals.UpMonth += closed.Up - _open[place].Up;
            totals.KnownMonth += closed.Known - _open[place].Known;
            Ring(place).Step(step) = closed;
            _open[place] = default;
        }
    }

    private void CloseHour(int place, long hour)
    {
        if (_rings[place].IsThere)
        {
            var sum = _rings[place].SumOfSteps(hour, Newest);
            var closed = ClosedStep.Of(sum);
            _totals[place].UpMonth += closed.Up - sum.Up;
            _totals[place].KnownMonth += closed.Known - sum.Known;
            _rings[place].Hour(hour) = closed;
        }
    }

    /// <summary>What was booked on the step and on its hour before they were opened.</summary>
    private void TakeOver(int place, bool opensHour)
    {
        var ring = _rings[place];
        if (opensHour)
        {
            ref var hour = ref ring.Hour(OpenHour);
            var sum = ring.SumOfSteps(OpenHour, Newest);
            _totals[place].UpMonth += sum.Up - hour.Up;
            _totals[place].KnownMonth += sum.Known - hour.Known;
            hour = default;
        }

        ref var step = ref ring.Step(OpenStep);
        _open[place] = step.Tally;
        step = default;
    }
}
