using System.Globalization;

namespace WardOps.Core.History.Victoria;

/// <summary>Answers questions about devices, each checked before it is asked.</summary>
internal sealed class DeviceReader(VictoriaClient client, TimeProvider time)
{
    /// <summary>Most steps of one status history.</summary>
    public const int MostSteps = 100_000;

    private const int MostPoints = 10_000;
    private const int MostDevices = 10_000;

    // Up to here the raw samples are read: the newest points of a range may repeat older ones (docs/decisions/0008-reading-history.md).
    private static readonly TimeSpan s_longestRaw = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_shortestStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_endsBefore = TimeSpan.FromMilliseconds(1);

    public async Task<IReadOnlyList<StatusPoint>> StatusHistoryAsync(
        Guid id, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
    {
        CheckRange(from, to);
        if (step < s_shortestStep || step.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "A step must be a second or longer, in whole milliseconds.");
        }

        var steps = Math.Ceiling((to - from) / step);
        if (steps > MostSteps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(step), step, string.Create(CultureInfo.InvariantCulture, $"The range has {steps:0} steps, at most {MostSteps} are given: ask for a longer step or a shorter range."));
        }

        var worst = new double?[(int)steps];
        if (to - from <= s_longestRaw)
        {
            foreach (var series in await client.ExportAsync(DeviceQueries.Status(id), from, to, cancellation).ConfigureAwait(false))
            {
                Fold(worst, series, from, step);
            }
        }
        else
        {
            await ReadStepsAsync(worst, id, from, to, step, cancellation).ConfigureAwait(false);
        }

        return [.. worst.Select((value, i) => new StatusPoint(from + (i * step), value is null ? null : value > 0))];
    }

    public async Task<Uptime> UptimeAsync(Guid id, DateTimeOffset from, DateTimeOffset to, TimeSpan round, CancellationToken cancellation)
    {
        CheckRange(from, to);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(round, TimeSpan.Zero);
        var counts = await client.QueryAsync(DeviceQueries.Uptime(id, to - from), to - s_endsBefore, cancellation).ConfigureAwait(false);
        var (up, known) = (Count(DeviceQueries.Up), Count(DeviceQueries.Known));
        var now = time.GetUtcNow();
        var all = Math.Max(0, ((to < now ? to : now) - from).TotalSeconds);
        var seconds = round.TotalSeconds;
        return new Uptime(up * seconds, (known - up) * seconds, Math.Max(0, all - (known * seconds)));

        double Count(string part) => counts.Where(series => series.Label(DeviceQueries.Part) == part).Sum(series => series.Values[0] ?? 0);
    }

    public async Task<IReadOnlyList<DeviceDown>> TopDownAsync(DateTimeOffset from, DateTimeOffset to, int count, TimeSpan round, CancellationToken cancellation)
    {
        CheckRange(from, to);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(round, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostDevices);
        var top = await client.QueryAsync(DeviceQueries.TopDown(count, to - from), to - s_endsBefore, cancellation).ConfigureAwait(false);
        // Equals in the order of their ids, so that a list does not jump.
        return [.. top.Where(series => series.DeviceId != Guid.Empty)
            .Select(series => new DeviceDown(series.DeviceId, (series.Values[0] ?? 0) * round.TotalSeconds))
            .OrderByDescending(device => device.DownSeconds).ThenBy(device => device.DeviceId)];
    }

    private static void CheckRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, string.Create(CultureInfo.InvariantCulture, $"A range must begin before it ends, at {to:u}."));
        }
    }

    private static void Fold(double?[] worst, VictoriaSeries series, DateTimeOffset from, TimeSpan step)
    {
        var begin = from.ToUnixTimeMilliseconds();
        for (var i = 0; i < series.Times.Length; i++)
        {
            var at = (series.Times[i] - begin) / (long)step.TotalMilliseconds;
            if (series.Times[i] >= begin && at < worst.Length && series.Values[i] is { } value)
            {
                worst[at] = Math.Min(worst[at] ?? 1, value);
            }
        }
    }

    /// <summary>Whole steps come as ranges, in pieces that the server permits; what is left at the end comes by itself.</summary>
    private async Task ReadStepsAsync(double?[] worst, Guid id, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
    {
        var whole = (int)((to - from).Ticks / step.Ticks);
        for (var first = 0; first < whole; first += MostPoints)
        {
            var last = Math.Min(first + MostPoints, whole) - 1;
            var start = from + ((first + 1) * step) - s_endsBefore;
            var end = from + ((last + 1) * step) - s_endsBefore;
            foreach (var series in await client.QueryRangeAsync(DeviceQueries.Worst(id, step), start, end, step, cancellation).ConfigureAwait(false))
            {
                Fold(worst, series, from, step);
            }
        }

        if (from + (whole * step) is var rest && rest < to)
        {
            foreach (var series in await client.QueryAsync(DeviceQueries.Worst(id, to - rest), to - s_endsBefore, cancellation).ConfigureAwait(false))
            {
                Fold(worst, series, from, step);
            }
        }
    }
}
