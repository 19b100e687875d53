using WardOps.Core.Devices;
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
        => _turns.TakeAsync(() => ReadInTurnAsync(catalog, ReportTime.Around(from, to, policy.Interval, time.GetUtcNow()), progress, cancellation), cancellation);

    private async Task<FleetReport> ReadInTurnAsync(Catalog catalog, ReportTime range, IProgress<double>? progress, CancellationToken cancellation)
    {
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

            progress?.Report((piece.To - range.From) / (range.Settled - range.From));
        }

        var devices = catalog.Devices
            .Where(d => d.Enabled || sums.ContainsKey(d.Id))
            .Select(d => (Device: d, Sum: sums.GetValueOrDefault(d.Id)))
            .Select(d => new DeviceReport(d.Device, range.Of(d.Sum.Up, d.Sum.Known, policy.Of(d.Device).EveryRounds)));
        return new FleetReport(range.From, range.To, [.. devices], sums.Keys.Count(id => catalog.Find(id) is null));

        void Add(in StepSum sum)
        {
            if (sum.KnownSeconds > 0)
            {
                var before = sums.GetValueOrDefault(sum.DeviceId);
                sums[sum.DeviceId] = (before.Up + sum.UpSeconds, before.Known + sum.KnownSeconds);
            }
        }
    }
}
