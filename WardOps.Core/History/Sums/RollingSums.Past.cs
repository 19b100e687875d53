namespace WardOps.Core.History.Sums;

/// <summary>What the store says of the past: how it comes in, and how it is held against memory.</summary>
public sealed partial class RollingSums
{
    /// <summary>Places worked on under one lock: a round waits for a millisecond or two at the most.</summary>
    private const int Chunk = 1024;

    private int _holds;
    private bool _countedPast;
    private bool _countedPastInSeam;
    private TimeSpan _readBack;

    /// <summary>From here to <see cref="Start"/> everything has been read back.</summary>
    private DateTimeOffset ReadFrom => Start - _readBack;

    /// <summary>Takes what the store holds of steps before <see cref="Start"/>, newest first, each stretch once; it replaces what may be there.</summary>
    /// <param name="from">Start of a step.</param>
    /// <param name="to">Its end is the end of a step, or <see cref="Start"/>.</param>
    /// <param name="sums">All there is of [from, to).</param>
    /// <returns>False if a step was too old for the window by now: its hour is not complete.</returns>
    internal bool TakeSteps(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<StepSum> sums)
    {
        var (first, last) = (SumsSteps.StepOf(from), SumsSteps.StepOf(to - TimeSpan.FromTicks(1)));
        // The step in which this process began is the only one of which a part is live: that part must stay.
        var seam = to == Start && to != SumsSteps.StartOfStep(last + 1) ? last : long.MinValue;
        using var hold = Hold();
        if (to > Start)
        {
            return false;   // the sums began anew since it was asked for
        }

        var there = Arrange(first, (int)(last - first + 1), SumsSteps.StepOf, sums);
        ForEachPlace(hold, (_, place) =>
        {
            for (var step = first; step <= last; step++)
            {
                var tally = there[step, place];
                if (step != seam)
                {
                    if (tally.Known > 0 || _countedPast)
                    {
                        _table.Put(place, step, tally);
                    }
                }
                else if (!_countedPastInSeam && tally.Known > 0)
                {
                    _table.Book(place, step, tally);
                }
            }
        });
        lock (_gate)
        {
            var isWhole = hold.IsGood && _table.HoldsStepsOf(SumsSteps.HourOf(first));
            if (_countedPastInSeam && seam != long.MinValue)
            {
                Doubtful.Add(seam, seam);
            }

            HasTaken(isWhole ? from : ReadFrom);
            return isWhole;
        }
    }

    /// <summary>Takes what the store holds of whole hours that are too old for the window of steps.</summary>
    internal void TakeHours(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<StepSum> sums)
    {
        var (first, end) = (SumsSteps.HourOf(from), SumsSteps.HourOf(to));
        using var hold = Hold();
        if (to > Start)
        {
            return;   // the sums began anew since it was asked for
        }

        var there = Arrange(first, (int)(end - first), SumsSteps.HourOf, sums);
        ForEachPlace(hold, (_, place) =>
        {
            for (var hour = first; hour < end; hour++)
            {
                _table.ReplaceHour(place, hour, there[hour, place]);
            }
        });
        lock (_gate)
        {
            HasTaken(hold.IsGood ? from : ReadFrom);
        }
    }

    /// <summary>Whether a step is too old for the window of 24 hours up to now.</summary>
    internal bool IsBeforeSteps(long step)
    {
        lock (_gate)
        {
            MoveToNow();
            return step <= _table.Newest - SumsTable.Steps;
        }
    }

    /// <summary>Whether the twelve steps of an hour are in memory, or only the hour itself.</summary>
    internal bool HoldsStepsOf(long hour)
    {
        lock (_gate)
        {
            MoveToNow();
            return _table.HoldsStepsOf(hour);
        }
    }

    /// <summary>Whether everything from this step to the start of this process was read back.</summary>
    internal bool HasRead(long step)
    {
        lock (_gate)
        {
            return SumsSteps.StartOfStep(step) >= ReadFrom;
        }
    }

    /// <summary>How many rounds that begin in [from, to) came live.</summary>
    internal int LiveRounds(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            return _seen.Count(from, to);
        }
    }

    private void HasTaken(DateTimeOffset from)
    {
        _readBack = Start - from > _readBack ? Start - from : _readBack;
        _version++;
    }

    /// <summary>Whether a round from before this process may be counted. Once its time was read back nobody can tell whether it was in that.</summary>
    private bool MayCountPast(long step)
    {
        if (SumsSteps.StartOfStep(step + 1) > ReadFrom && ReadFrom < Start)
        {
            return false;
        }

        _countedPast = true;
        _countedPastInSeam |= step == SumsSteps.StepOf(Start);
        return true;
    }

    private ArrangedSums Arrange(long first, int count, Func<DateTimeOffset, long> numberOf, IReadOnlyList<StepSum> sums)
    {
        var places = new int[sums.Count];
        var devices = catalog.Current;
        for (var i = 0; i < places.Length; i++)
        {
            var id = sums[i].DeviceId;
            lock (_gate)
            {
                if (devices.Find(id) is not null)
                {
                    places[i] = _table.PlaceOf(id);
                }
                else if (!_table.Places.TryFind(id, out places[i]))   // one that left a moment ago still has its place
                {
                    places[i] = -1;
                    if (sums[i].KnownSeconds > 0)
                    {
                        _gone.Add(id, SumsSteps.HourOf(sums[i].From));
                    }
                }
            }
        }

        var arranged = new ArrangedSums(first, count, places.Length == 0 ? 0 : places.Max() + 1);
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] >= 0)
            {
                arranged.Add(numberOf(sums[i].From), places[i], StepTally.Of(sums[i]));
            }
        }

        return arranged;
    }

    /// <summary>All devices, some at a time under the lock; those that are left out if the sums begin anew meanwhile are read again anyway.</summary>
    private void ForEachPlace(PlaceHold hold, Action<Guid, int> work)
    {
        KeyValuePair<Guid, int>[] all;
        lock (_gate)
        {
            all = [.. _table.Places.All];
        }

        foreach (var chunk in all.Chunk(Chunk))
        {
            lock (_gate)
            {
                if (!hold.IsGood)
                {
                    return;
                }

                foreach (var (id, place) in chunk)
                {
                    work(id, place);
                }
            }
        }
    }

    private PlaceHold Hold()
    {
        lock (_gate)
        {
            MoveToNow();
            _holds++;
            return new PlaceHold(this, _table);
        }
    }

    /// <summary>While there is one, no place is given to another device.</summary>
    private readonly struct PlaceHold(RollingSums sums, SumsTable table) : IDisposable
    {
        /// <summary>False when the sums have begun anew, and all places are others.</summary>
        public bool IsGood => sums._table == table;

        public void Dispose()
        {
            lock (sums._gate)
            {
                sums._holds--;
            }
        }
    }
}
