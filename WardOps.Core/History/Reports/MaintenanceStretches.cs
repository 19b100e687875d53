using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;

namespace WardOps.Core.History.Reports;

/// <summary>
/// Who was in maintenance when, in whole rounds: a round that touches a window is left out as a whole. Windows are those that took place, as they were then; their
/// devices are those that the scope has now, as a report has a device where it is now. Pure.
/// </summary>
internal static class MaintenanceStretches
{
    /// <summary>Stretches of [from, to), in order, none of them without devices; they do not overlap.</summary>
    /// <param name="set">The windows.</param>
    /// <param name="catalog">The devices.</param>
    /// <param name="from">Begin, at the start of a round.</param>
    /// <param name="to">End, at the start of a round.</param>
    /// <param name="round">Length of a round.</param>
    public static IReadOnlyList<MaintenanceStretch> Of(MaintenanceSet set, Catalog catalog, DateTimeOffset from, DateTimeOffset to, TimeSpan round)
    {
        List<(DateTimeOffset At, int Window, bool IsBegin)> ends = [];
        var devices = new List<Guid>?[set.Windows.Length];
        for (var i = 0; i < set.Windows.Length; i++)
        {
            foreach (var occurrence in set.Windows[i].Between(from, to))
            {
                var begin = Spans.Later(from, Spans.Floor(occurrence.From, round));
                var end = Spans.Earlier(to, Spans.Ceiling(occurrence.To, round));
                ends.Add((begin, i, true));
                ends.Add((end, i, false));
                devices[i] ??= [.. set.Windows[i].Scope.In(catalog).Select(d => d.Id)];
            }
        }

        List<MaintenanceStretch> stretches = [];
        var active = new Dictionary<int, int>();
        var since = from;
        foreach (var moment in ends.GroupBy(e => e.At).OrderBy(g => g.Key))
        {
            if (active.Count > 0 && moment.Key > since)
            {
                Add(stretches, since, moment.Key, active.Keys.SelectMany(i => devices[i]!).ToHashSet());
            }

            foreach (var (_, window, isBegin) in moment)
            {
                var times = active.GetValueOrDefault(window) + (isBegin ? 1 : -1);
                if (times == 0)
                {
                    active.Remove(window);
                }
                else
                {
                    active[window] = times;
                }
            }

            since = moment.Key;
        }

        return stretches;
    }

    /// <summary>One that the one before goes on into is one with it.</summary>
    private static void Add(List<MaintenanceStretch> stretches, DateTimeOffset from, DateTimeOffset to, HashSet<Guid> devices)
    {
        if (devices.Count == 0)
        {
            return;
        }

        if (stretches is [.., var last] && last.To == from && devices.SetEquals(last.Devices))
        {
            stretches[^1] = last with { To = to };
        }
        else
        {
            stretches.Add(new MaintenanceStretch(from, to, devices));
        }
    }
}
