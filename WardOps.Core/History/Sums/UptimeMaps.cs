using System.Collections.Frozen;

namespace WardOps.Core.History.Sums;

/// <summary>Makes heat maps of the sums, and keeps each for a moment: whoever looks meanwhile gets the same one.</summary>
/// <remarks>A month of 10,000 devices is 7 million hours to add up, tens of milliseconds; many screens show it.</remarks>
public sealed class UptimeMaps(RollingSums sums, TimeProvider time)
{
    private const int MostKept = 64;
    private static readonly TimeSpan s_keepDay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_keepMonth = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(MapGrouping, SumsPeriod, string, bool), (UptimeMap Map, long Version, long At)> _kept = [];

    /// <summary>24 hours by hours, or 30 days by days, of all probed devices.</summary>
    /// <param name="grouping">What a row is.</param>
    /// <param name="period">How far back.</param>
    /// <param name="zone">Whose days; hours are the same everywhere.</param>
    /// <param name="without">Says which devices do not count (those that are down for good, so that the rest can be seen); null if all do.</param>
    public UptimeMap Of(MapGrouping grouping, SumsPeriod period, TimeZoneInfo zone, Func<IReadOnlySet<Guid>>? without = null)
    {
        var key = (grouping, period, period == SumsPeriod.Day ? "" : zone.Id, without is not null);
        lock (_gate)
        {
            if (_kept.TryGetValue(key, out var kept) && IsGood(kept.Version, kept.At, period))
            {
                return kept.Map;
            }

            var (at, version) = (time.GetTimestamp(), sums.Version);
            var now = time.GetUtcNow();
            var columns = period == SumsPeriod.Day ? MapColumns.Hours(now) : MapColumns.Days(now, zone);
            var map = sums.Map(grouping, period, columns, without?.Invoke() ?? FrozenSet<Guid>.Empty);
            if (_kept.Count >= MostKept)
            {
                _kept.Clear();   // nobody has so many zones
            }

            _kept[key] = (map, version, at);
            return map;
        }
    }

    private bool IsGood(long version, long at, SumsPeriod period)
    {
        var age = time.GetElapsedTime(at);
        return age < TimeSpan.FromSeconds(1) || (version == sums.Version ? age < s_keepDay : period == SumsPeriod.Month && age < s_keepMonth);
    }
}
