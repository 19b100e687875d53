namespace WardOps.Core.History.Sums;

/// <summary>Uptime by groups and columns.</summary>
public sealed partial class RollingSums
{
    // Sums begin anew when the clock leaps or the length of rounds changes, not twice within the milliseconds of a map.
    private const int MostTries = 3;

    /// <summary>Adds up hours by group. A round waits for a thousand devices at the most; a map under way may have some devices with a round and others without.</summary>
    /// <param name="grouping">What a row is.</param>
    /// <param name="period">Only for the length of a column.</param>
    /// <param name="columns">Starts of the columns, whole hours, and the end of the last.</param>
    /// <param name="without">Devices that do not count; a group of nothing else has no row.</param>
    internal UptimeMap Map(MapGrouping grouping, SumsPeriod period, IReadOnlyList<DateTimeOffset> columns, IReadOnlySet<Guid> without)
    {
        for (var tries = 1; ; tries++)
        {
            var (map, isWhole) = TryMap(grouping, period, columns, without);
            if (isWhole || tries == MostTries)
            {
                return map;
            }
        }
    }

    private (UptimeMap Map, bool IsWhole) TryMap(MapGrouping grouping, SumsPeriod period, IReadOnlyList<DateTimeOffset> columns, IReadOnlySet<Guid> without)
    {
        using var hold = Hold();
        SumsRoster roster;
        DateTimeOffset end;
        lock (_gate)
        {
            roster = Now();
            end = SettledEnd();
        }

        var (rowOf, rows) = grouping == MapGrouping.Branch ? (roster.BranchOf, roster.Branches) : (roster.RegionOf, roster.Regions);
        var (hours, seconds) = (columns.Select(SumsSteps.HourOf).ToArray(), SecondsOf(columns, end));
        var cells = new Uptime[rows.Length, seconds.Length];
        var devices = new int[rows.Length];
        var isWhole = true;
        for (var first = 0; isWhole && first < roster.Places.Length; first += Chunk)
        {
            lock (_gate)
            {
                isWhole = hold.IsGood;   // else the sums began anew, and places mean other devices
                for (var i = first; isWhole && i < Math.Min(first + Chunk, roster.Places.Length); i++)
                {
                    if (without.Count == 0 || !without.Contains(roster.Devices[i].Id))
                    {
                        devices[rowOf[i]]++;
                        AddTo(cells, rowOf[i], roster.Places[i], roster.EveryRounds[i], hours, seconds);
                    }
                }
            }
        }

        return (
            new UptimeMap(
                [.. Enumerable.Range(0, rows.Length).Where(row => devices[row] > 0).Select(RowOf)],
                columns,
                period == SumsPeriod.Day ? SumsSteps.Hour : TimeSpan.FromDays(1),
                end),
            isWhole);

        UptimeRow RowOf(int row) => new(
            rows[row].Name, rows[row].Region, devices[row], [.. Enumerable.Range(0, seconds.Length).Select(column => new UptimeCell(columns[column], cells[row, column]))]);
    }

    /// <summary>How much of each column is over.</summary>
    private static double[] SecondsOf(IReadOnlyList<DateTimeOffset> columns, DateTimeOffset end)
    {
        var seconds = new double[columns.Count - 1];
        for (var i = 0; i < seconds.Length; i++)
        {
            var to = columns[i + 1] < end ? columns[i + 1] : end;
            seconds[i] = Math.Max(0, (to - columns[i]).TotalSeconds);
        }

        return seconds;
    }

    private void AddTo(Uptime[,] cells, int row, int place, int everyRounds, long[] hours, double[] seconds)
    {
        for (var column = 0; column < seconds.Length; column++)
        {
            var (up, known) = _table.CountsOver(place, hours[column], hours[column + 1]);
            var one = RoundUptime.Of(up, known, everyRounds, seconds[column]);
            ref var cell = ref cells[row, column];
            cell = new Uptime(cell.UpSeconds + one.UpSeconds, cell.DownSeconds + one.DownSeconds, cell.UnknownSeconds + one.UnknownSeconds);
        }
    }
}
