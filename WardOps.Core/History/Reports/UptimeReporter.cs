using WardOps.Core.Devices;
using WardOps.Core.History.Reading;

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

    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private int _asked;

    public void Dispose() => _turns.Dispose();

    /// <summary>All devices over [from, to), its ends moved outwards to the round.</summary>
    /// <param name="catalog">The devices to report on, where they stand now.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End, exclusive; time that has not come yet counts for nothing.</param>
    /// <param name="progress">Told what share of the range has been read, 0 to 1.</param>
    /// <param name="cancellation">Ends it between two pieces, and within one.</param>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused a question.</exception>
    /// <exception cref="ReportsBusyException">Too many reports are asked for at once.</exception>
    public async Task<FleetReport> ReadAsync(
        Catalog catalog, DateTimeOffset from, DateTimeOffset to, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _asked) > MostAsked)
        {
            Interlocked.Decrement(ref _asked);
            throw new ReportsBusyException("Too many reports are being made just now. Try again in a minute.");
        }

        try
        {
            await _turns.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await ReadInTurnAsync(catalog, Down(from), Up(to), progress, cancellation).ConfigureAwait(false);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }

    private async Task<FleetReport> ReadInTurnAsync(
        Catalog catalog, DateTimeOffset from, DateTimeOffset to, IProgress<double>? progress, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var end = to < now ? to : Up(now);
        var times = new Dictionary<Guid, DeviceTime>();
        var removed = new HashSet<Guid>();
        foreach (var piece in ReportPieces.Of(from, end, memory.Knows))
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
                    await AskAsync(question).ConfigureAwait(false);
                }
            }

            progress?.Report((piece.To - from) / (end - from));
        }

        var devices = catalog.Devices
            .Where(d => d.Enabled || times.ContainsKey(d.Id))
            .Select(d => new DeviceReport(d, UptimeOf(d, times.GetValueOrDefault(d.Id), new HistoryRange(from, to, to - from), now)));
        return new FleetReport(from, to, [.. devices], removed.Count);

        async Task AskAsync(ReportPiece piece)
        {
            await foreach (var sum in reader.ReadSumsAsync(piece.From, piece.To, ReportPieces.Day, cancellation).ConfigureAwait(false))
            {
                var seconds = catalog.Find(sum.DeviceId) is { } device ? policy.IntervalOf(device).TotalSeconds : 0;
                Add(new DeviceTime(sum.DeviceId, sum.UpRounds * seconds, sum.KnownRounds * seconds));
            }
        }

        void Add(DeviceTime sum)
        {
            if (catalog.Find(sum.DeviceId) is null)
            {
                removed.Add(sum.DeviceId);
                return;
            }

            var before = times.GetValueOrDefault(sum.DeviceId);
            times[sum.DeviceId] = new DeviceTime(sum.DeviceId, before.UpSeconds + sum.UpSeconds, before.KnownSeconds + sum.KnownSeconds);
        }
    }

    private Uptime UptimeOf(WatchedDevice device, DeviceTime sum, HistoryRange range, DateTimeOffset now)
    {
        // A round still open, or on its way to the store, is not unknown.
        var all = (SampleHistory.Settled(range, policy.IntervalOf(device), now) - range.From).TotalSeconds;
        return new Uptime(sum.UpSeconds, sum.KnownSeconds - sum.UpSeconds, Math.Max(0, all - sum.KnownSeconds));
    }

    private DateTimeOffset Down(DateTimeOffset moment)
        => DateTimeOffset.UnixEpoch.AddTicks((moment - DateTimeOffset.UnixEpoch).Ticks / policy.Interval.Ticks * policy.Interval.Ticks);

    private DateTimeOffset Up(DateTimeOffset moment) => Down(moment + policy.Interval - TimeSpan.FromTicks(1));
}
