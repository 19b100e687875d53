namespace WardOps.Core.History.Sums;

/// <summary>The closed steps and hours of one device, in one array of 8,064 bytes.</summary>
internal readonly struct SumsRing
{
    private readonly ClosedStep[]? _places;

    private SumsRing(ClosedStep[] places) => _places = places;

    /// <summary>False for a device of which nothing was ever known: it has no array.</summary>
    public bool IsThere => _places is not null;

    public static SumsRing Create() => new(new ClosedStep[SumsTable.Steps + SumsTable.Hours]);

    public ref ClosedStep Step(long step) => ref _places![Mod(step, SumsTable.Steps)];

    public ref ClosedStep Hour(long hour) => ref _places![SumsTable.Steps + Mod(hour, SumsTable.Hours)];

    /// <summary>Of an hour whose steps are all in the window.</summary>
    /// <param name="hour">The hour.</param>
    /// <param name="newest">The newest step of the window: what lies in the places of later ones is of the day before.</param>
    public StepTally SumOfSteps(long hour, long newest)
    {
        var sum = default(StepTally);
        for (var step = hour * SumsSteps.PerHour; step <= Math.Min(newest, ((hour + 1) * SumsSteps.PerHour) - 1); step++)
        {
            sum += Step(step).Tally;
        }

        return sum;
    }

    /// <summary>Seconds of rounds in the closed hours [first, end), without the means: a heat map of a month reads millions of hours.</summary>
    public (int Up, int Known) Counts(long first, long end)
    {
        var (up, known) = (0, 0);
        var hours = _places.AsSpan(SumsTable.Steps);
        var place = Mod(first, SumsTable.Hours);
        for (var hour = first; hour < end; hour++)
        {
            up += hours[place].Up;
            known += hours[place].Known;
            place = place + 1 == hours.Length ? 0 : place + 1;
        }

        return (up, known);
    }

    /// <summary>Takes steps and hours out, from the totals too. Both bounds belong to what goes.</summary>
    public void Expire(ref SumsTotals totals, (long First, long Last) steps, (long First, long Last) hours)
    {
        for (var step = steps.First; step <= steps.Last; step++)
        {
            ref var gone = ref Step(step);
            totals.UpDay -= gone.Up;
            totals.KnownDay -= gone.Known;
            totals.MixedSteps -= gone.IsMixed ? 1 : 0;
            gone = default;
        }

        for (var hour = hours.First; hour <= hours.Last; hour++)
        {
            ref var gone = ref Hour(hour);
            totals.UpMonth -= gone.Up;
            totals.KnownMonth -= gone.Known;
            gone = default;
        }
    }

    private static int Mod(long value, int by) => (int)(((value % by) + by) % by);
}
