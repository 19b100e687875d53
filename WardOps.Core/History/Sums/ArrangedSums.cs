namespace WardOps.Core.History.Sums;

/// <summary>What the store holds of some consecutive steps (or hours), by step and place.</summary>
/// <param name="first">Number of the first step or hour.</param>
/// <param name="count">How many.</param>
/// <param name="places">Bound of the places when they were arranged.</param>
internal sealed class ArrangedSums(long first, int count, int places)
{
    private readonly StepTally[] _tallies = new StepTally[count * places];

    public long First => first;

    public int Count => count;

    public StepTally this[long number, int place] => place < places ? _tallies[IndexOf(number, place)] : default;

    /// <summary>Adds: names that a device had at the same time, and steps finer than asked for, fall into one.</summary>
    public void Add(long number, int place, in StepTally tally)
    {
        if (number >= first && number < first + count && place < places)
        {
            _tallies[IndexOf(number, place)] += tally;
        }
    }

    private int IndexOf(long number, int place) => ((int)(number - first) * places) + place;
}
