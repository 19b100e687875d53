using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Reports;

/// <summary>
/// Adds up how long every device was up and down over a range of any length: piece by piece, so that no question to the store is longer than a
/// day and what is held is one sum per device. Two reports are made at a time; a few wait; more are refused.
/// </summary>
public sealed class UptimeReporter(IHistoryReader reader, IKnownHours memory, ProbePolicy policy, TimeProvider time) : IDisposable
{
    /// <summary>Reports made at once: each keeps a core of the store busy.</summary>
    internal const int MostAtOnce = 2;

    /// <summary>Reports being made or waiting.</summary>
    internal const int MostAsked = 16;

    /// <summary>Questions to the store for time in maintenance, of one report.</summary>
    internal const int MostStretches = 2000;

    private readonly Turns _turns = new(
        MostAtOnce, MostAsked, Timeout.InfiniteTimeSpan, () => new HistoryBusyException("Too many reports are being made just now. Try again in a minute.", TimeSpan.FromMinutes(1)));

    public void Dispose() => _turns.Dispose();

    /// <summary>All devices over [from, to), its ends moved outwards to the round.</summary>
    /// <param name="catalog">The devices to report on, where they stand now.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End, exclusive; time that has not come yet counts for nothing.</param>
    /// <param name="progress">Told what share of the range has been read, 0 to 1.</param>
    /// <param name="cancellation">Ends it between two pieces, and within one.</param>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused a question.</exception>
    /// <exception cref="HistoryBusyException">Too many reports are asked for at once.</exception>
    public Task<FleetReport> ReadAsync(
        Catalog catalog, DateTimeOffset from, DateTimeOffset to, IProgress<double>? progress, CancellationToken cancellation)
        => ReadAsync(catalog, from, to, null, progress, cancellation);

    /// <summary>The same, with time in maintenance left out if it is said which.</summary>
    /// <param name="catalog">The devices to report on, where they stand now.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End, exclusive; time that has not come yet counts for nothing.</param>
    /// <param name="without">The windows whose time is neither up nor down nor unknown; null to count it like all other.</param>
    /// <param name="progress">Told what share of the range has been read, 0 to 1.</param>
    /// <param name="cancellation">Ends it between two pieces, and within one.</param>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused a question; or the windows are not known yet, or change too often in this range.</exception>
    /// <exception cref="HistoryBusyException">Too many reports are asked for at once.</exception>
    public Task<FleetReport> ReadAsync(
        Catalog catalog, DateTimeOffset from, DateTimeOffset to, MaintenanceSet? without, IProgress<double>? progress, CancellationToken cancellation)
        => _turns.TakeAsync(() => ReadInTurnAsync(catalog, ReportTime.Around(from, to, policy.Interval, time.GetUtcNow()), without, progress, cancellation), cancellation);

    /// <summary>Why time in maintenance cannot be left out of a range, in words; null if it can.</summary>
    public string? WhyNotWithout(MaintenanceSet without, Catalog catalog, DateTimeOffset from, DateTimeOffset to)
        => !without.IsKnown ? "The maintenance windows are not known yet: the device store has not been opened. Count maintenance, or wait until the store is there."
            : Stretches(without, catalog, ReportTime.Around(from, to, policy.Interval, time.GetUtcNow())).Count is var count && count <= MostStretches ? null
            : $"Maintenance began or ended at {count} moments of this range, and each stretch between them has to be read by itself; {MostStretches} are the most. Choose a shorter range, or count maintenance.";

    private static IReadOnlyList<MaintenanceStretch> Stretches(MaintenanceSet without, Catalog catalog, in ReportTime range)
        => range.From < range.Settled ? MaintenanceStretches.Of(without, catalog, range.From, range.Settled, range.Round) : [];

    private async Task<FleetReport> ReadInTurnAsync(Catalog catalog, ReportTime range, MaintenanceSet? without, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (without is not null && WhyNotWithout(without, catalog, range.From, range.To) is { } why)
        {
            throw new HistoryUnavailableException(why);
        }

        var stretches = without is null ? [] : Stretches(without, catalog, in range);
        var whole = (range.Settled - range.From) + TimeSpan.FromTicks(stretches.Sum(s => (s.To - s.From).Ticks));
        var sums = new Dictionary<Guid, (long Up, long Known)>();
        // Up to what is settled: the store is asked for rounds and for those with a reply apart, and one that became visible in between would be called down.
        foreach (var piece in ReportPieces.Of(range.From, range.Settled, memory.Knows))
        {
            cancellation.ThrowIfCancellationRequested();
            if (piece.IsInMemory && memory.Sums(piece.From, piece.To) is { } known)
            {
                foreach (var sum in known)
                {
                    Add(sum);
                }
            }
            else
            {
                // What memory has let go meanwhile is asked for like the rest, a day at most at a time.
                foreach (var question in ReportPieces.Of(piece.From, piece.To, _ => false))
                {
                    await foreach (var sum in reader.ReadSumsAsync(question.From, question.To, ReportPieces.Day, cancellation).ConfigureAwait(false))
                    {
                        Add(sum);
                    }
                }
            }

            progress?.Report((piece.To - range.From) / whole);
        }

        // What was counted in maintenance is taken away again: so memory can answer for whole hours all the same.
        var excluded = await ReadExcludedAsync(stretches, share => progress?.Report((range.Settled - range.From + share) / whole), cancellation).ConfigureAwait(false);

        var devices = catalog.Devices
            .Where(d => d.Enabled || sums.ContainsKey(d.Id))
            .Select(d => (Device: d, Sum: sums.GetValueOrDefault(d.Id)))
            .Select(d => Report(d.Device, d.Sum, excluded.GetValueOrDefault(d.Device.Id)));
        return new FleetReport(range.From, range.To, [.. devices], sums.Keys.Count(id => catalog.Find(id) is null)) { LeavesOutMaintenance = without is not null };

        DeviceReport Report(WatchedDevice device, (long Up, long Known) all, (long Up, long Known, double Seconds) away)
        {
            var known = Math.Max(0, all.Known - away.Known);
            var uptime = range.Of(Math.Clamp(all.Up - away.Up, 0, known), known, policy.Of(device).EveryRounds, away.Seconds);
            return new DeviceReport(device, uptime) { ExcludedSeconds = away.Seconds };
        }

        void Add(in StepSum sum)
        {
            if (sum.KnownSeconds > 0)
            {
                var before = sums.GetValueOrDefault(sum.DeviceId);
                sums[sum.DeviceId] = (before.Up + sum.UpSeconds, before.Known + sum.KnownSeconds);
            }
        }
    }

    private async Task<Dictionary<Guid, (long Up, long Known, double Seconds)>> ReadExcludedAsync(
        IReadOnlyList<MaintenanceStretch> stretches, Action<TimeSpan> progress, CancellationToken cancellation)
    {
        var excluded = new Dictionary<Guid, (long Up, long Known, double Seconds)>();
        var read = TimeSpan.Zero;
        foreach (var stretch in stretches)
        {
            foreach (var id in stretch.Devices)
            {
                var before = excluded.GetValueOrDefault(id);
                excluded[id] = before with { Seconds = before.Seconds + (stretch.To - stretch.From).TotalSeconds };
            }

            foreach (var question in ReportPieces.Of(stretch.From, stretch.To, _ => false))
            {
                cancellation.ThrowIfCancellationRequested();
                await foreach (var sum in reader.ReadSumsAsync(question.From, question.To, ReportPieces.Day, cancellation).ConfigureAwait(false))
                {
                    if (stretch.Devices.Contains(sum.DeviceId))
                    {
                        var before = excluded[sum.DeviceId];
                        excluded[sum.DeviceId] = (before.Up + sum.UpSeconds, before.Known + sum.KnownSeconds, before.Seconds);
                    }
                }
            }

            progress(read += stretch.To - stretch.From);
        }

        return excluded;
    }
}
