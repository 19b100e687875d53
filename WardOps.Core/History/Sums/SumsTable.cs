namespace WardOps.Core.History.Sums;

/// <summary>
/// The sums of all devices: closed steps over 24 hours and closed hours over 30 days, 8 bytes each, and the open step, exact. Knows no clock, no
/// lock and no catalog. Devices have places, so that what every round touches lies together in arrays.
/// </summary>
/// <remarks>
/// What always holds: a ring has nothing for the open step and nothing for the hour it lies in (the open hour is the sum of its steps); every
/// other hour whose twelve steps are all in the window is the sum of them; the totals are the sums of the windows.
/// </remarks>
internal sealed partial class SumsTable
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

    /// <summary>Adds one round of a device, of so many seconds, to the open step.</summary>
    public void Count(int place, int seconds, bool isUp, double lossPercent, double rttMs)
    {
        ref var open = ref _open[place];
        ref var totals = ref _totals[place];
        var wasMixed = open.IsMixed;
        open.Known += seconds;
        open.LossSum += seconds * lossPercent;
        totals.KnownDay += seconds;
        totals.KnownMonth += seconds;
        if (isUp)
        {
            open.Up += seconds;
            open.RttSum += seconds * rttMs;
            totals.UpDay += seconds;
            totals.UpMonth += seconds;
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

    /// <summary>All of a device in the hours [first, end); there is nothing outside the window.</summary>
    public StepTally SumOfHours(int place, long first, long end)
    {
        var sum = default(StepTally);
        for (var hour = first; hour < end; hour++)
        {
            sum += HourAt(place, hour);
        }

        return sum;
    }

    /// <summary>How long a device's rounds in the hours [first, end) lasted, in seconds; there are none outside the window.</summary>
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
}
