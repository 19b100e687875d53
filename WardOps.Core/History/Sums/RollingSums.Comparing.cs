namespace WardOps.Core.History.Sums;

/// <summary>How memory is held against the store, and follows it.</summary>
public sealed partial class RollingSums
{
    /// <summary>Where memory and the store do not agree about the rounds of closed steps, or, by hour, of hours.</summary>
    internal List<StepDifference> Compare(long first, int count, bool byHour, IReadOnlyList<StepSum> sums)
    {
        using var hold = Hold();
        var there = Arrange(first, count, byHour ? SumsSteps.HourOf : SumsSteps.StepOf, sums);
        var differences = new List<StepDifference>();
        ForEachPlace(hold, (id, place) =>
        {
            for (var number = first; number < first + count; number++)
            {
                var other = there[number, place];
                var here = byHour ? _table.HourAt(place, number) : _table.StepAt(place, number);
                if (here.Known != other.Known || here.Up != other.Up)
                {
                    differences.Add(new StepDifference(id, place, number, here, other));
                }
            }
        });
        return differences;
    }

    /// <summary>Puts what the store has in the place of what memory has.</summary>
    internal void Adopt(IReadOnlyList<StepDifference> differences, bool byHour)
    {
        foreach (var chunk in differences.Chunk(Chunk))
        {
            lock (_gate)
            {
                foreach (var difference in chunk)
                {
                    if (!_table.Places.TryFind(difference.DeviceId, out var place) || place != difference.Place)
                    {
                        continue;   // forgotten since
                    }

                    if (byHour)
                    {
                        _table.ReplaceHour(place, difference.Number, difference.There);
                    }
                    else
                    {
                        _table.Put(place, difference.Number, difference.There);
                    }
                }

                _version++;
            }
        }
    }
}
