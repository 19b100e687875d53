using System.Globalization;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Reading;

/// <summary>
/// What a round stood for when it was: the ledger knows how long everybody's rounds were, and the settings of today say how often a device takes
/// part in them. Callable from any thread.
/// </summary>
public sealed class RoundEras(RoundLedger ledger, DeviceCatalog catalog, ProbePolicy policy)
{
    private volatile Tuple<long, RoundLengths>? _known;

    /// <summary>By the books of now. They tell it in every change that must not be lost, and in no other.</summary>
    internal RoundLengths Lengths
    {
        get
        {
            var version = ledger.GapVersion;   // before the books: a change while they are looked at is seen the next time
            if (_known is { } known && known.Item1 == version)
            {
                return known.Item2;
            }

            var lengths = ledger.Look((runs, _, _) => RoundLengths.Of(runs.All, policy.Interval));
            _known = Tuple.Create(version, lengths);
            return lengths;
        }
    }

    /// <summary>How long everybody's rounds were in [from, to), and are now, as a text that is another one when the answer is.</summary>
    public string WordsOf(DateTimeOffset from, DateTimeOffset to)
    {
        var lengths = Lengths.Within(from, to).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.From.UtcTicks}:{e.Length.Ticks}"));
        return string.Create(CultureInfo.InvariantCulture, $"{policy.Interval.Ticks} {string.Join(' ', lengths)}");
    }

    /// <summary>How often a device is probed now.</summary>
    internal Cadence Now(WatchedDevice device) => Cadence.Of(device, policy);

    /// <summary>How often a device was probed within [from, to).</summary>
    internal Cadences Of(WatchedDevice device, DateTimeOffset from, DateTimeOffset to) => Cadences.Of(device, policy, Lengths, from, to);

    /// <summary>Makes a sum of rounds that were all of one length.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="step">Start of the step.</param>
    /// <param name="round">Length of everybody's rounds then.</param>
    /// <param name="up">The device's rounds with a reply.</param>
    /// <param name="known">The device's rounds that say something.</param>
    /// <param name="lossSum">Their loss, added up.</param>
    /// <param name="rttSum">Round-trip times of those with a reply, added up.</param>
    internal StepSum Sum(Guid id, DateTimeOffset step, TimeSpan round, long up, long known, double lossSum, double rttSum)
    {
        // Seconds are made of sums with the settings of today: a device that takes part in every sixth round now, and took part in all of them then, has a sixth for each.
        var (length, share) = (round.Ticks, 1);
        if (round != policy.Interval && catalog.Current.Find(id) is { } device)
        {
            (length, share) = (policy.IntervalOf(device, round).Ticks, policy.Of(device).EveryRounds);
        }

        return StepSum.Of(id, step, new RoundWeight(length, share * TimeSpan.TicksPerSecond), up, known, lossSum, rttSum);
    }
}
