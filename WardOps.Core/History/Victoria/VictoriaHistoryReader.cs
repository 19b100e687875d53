using WardOps.Core.Devices;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Reads from VictoriaMetrics. Up to seven days come from the raw samples. Of longer ranges the server adds up every step, and only the newest
/// part, which it answers wrongly, and the hours in which something changed are read raw: the answer is as exact.
/// </summary>
internal sealed class VictoriaHistoryReader(VictoriaClient client, FreshRounds fresh, RoundEras eras, TimeProvider time) : IHistoryReader
{
    private static readonly TimeSpan s_longestRaw = TimeSpan.FromDays(7);

    // Rollups of the newest samples repeat older ones, and a step whose rounds are still on their way is not whole.
    private static readonly TimeSpan s_notYetSure = TimeSpan.FromHours(1);

    // A store that lags further behind than this is filled up in answers of up to seven days only.
    private static readonly TimeSpan s_longestLag = Spans.Day;

    // VictoriaMetrics takes nothing from a later future.
    private static readonly TimeSpan s_furthest = TimeSpan.FromDays(2);

    private readonly StepSums _steps = new(client);
    private readonly OutageSearch _outages = new(client);
    private readonly RttQuantiles _quantiles = new(client);
    private readonly VictoriaSums _sums = new(client, eras);

    public async Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
    {
        var cadences = eras.Of(device, range.From, range.To);
        using var fold = new HistoryFold(range, cadences, time.GetUtcNow());
        if (range.To - range.From <= s_longestRaw)
        {
            await FeedRawAsync(device, range.From, range.To, Fresh(device, range.From, range.To), fold, cancellation).ConfigureAwait(false);
            return fold.End();
        }

        var (edge, newest) = (EdgeOf(device, range.From, range.To), new RoundList());
        var unseen = await FeedRawAsync(device, edge.Seam, range.To, edge.Fresh, newest, cancellation).ConfigureAwait(false);
        var steps = _steps.FeedAsync(device, range, edge.Seam, cadences, fold, cancellation);
        var percentiles = _quantiles.ReadAsync(device, range.From, range.To, unseen, cancellation);
        var outages = FindOutagesAsync(device, range.From, range.To, cadences, edge, cancellation);
        await Task.WhenAll(steps, percentiles, outages).ConfigureAwait(false);
        newest.FeedTo(fold);
        var (found, seen) = await outages.ConfigureAwait(false);
        return fold.End(await percentiles.ConfigureAwait(false), found, seen);
    }

    public async Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        => from >= to ? []
            : (await FindOutagesAsync(device, from, to, Cadences.Always(eras.Now(device)), EdgeOf(device, from, to), cancellation).ConfigureAwait(false)).Outages;

    public IAsyncEnumerable<StepSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
        => SumPieces.ReadAsync(from, to, step, eras.Lengths, (begin, end, round) => _sums.ReadAsync(begin, end, step, round, cancellation), cancellation);

    /// <summary>Up to the seam the server adds up; from there on samples are read raw, and memory joins in.</summary>
    private (DateTimeOffset Seam, RoundSample[] Fresh) EdgeOf(WatchedDevice device, DateTimeOffset from, DateTimeOffset to)
    {
        var now = time.GetUtcNow();
        var known = Fresh(device, Spans.Later(from, now - s_longestLag), to);
        var sure = Spans.Earlier(to, now - s_notYetSure);
        var oldest = known.Length > 0 ? Spans.Earlier(sure, DateTimeOffset.FromUnixTimeMilliseconds(known[0].At)) : sure;
        return (Spans.Later(from, Spans.Floor(oldest, Spans.Hour)), known);
    }

    private RoundSample[] Fresh(WatchedDevice device, DateTimeOffset from, DateTimeOffset to) => fresh.SamplesOf(device.Id, from, to);

    /// <returns>Rounds that only memory has.</returns>
    private async Task<IReadOnlyList<RoundSample>> FeedRawAsync(
        WatchedDevice device, DateTimeOffset from, DateTimeOffset to, RoundSample[] known, IRoundFold fold, CancellationToken cancellation)
    {
        var tail = new FreshTail(known, fold);
        if (from < to)   // all of a range in the past is behind the seam
        {
            DeviceSamples.Feed(await client.ExportAsync(DeviceSelector.Of(device), from, to, cancellation).ConfigureAwait(false), tail);
        }

        tail.End();
        return tail.Unseen;
    }

    private async Task<(IReadOnlyList<Outage> Outages, IReadOnlyList<long> Seen)> FindOutagesAsync(
        WatchedDevice device,
        DateTimeOffset from,
        DateTimeOffset to,
        Cadences cadences,
        (DateTimeOffset Seam, RoundSample[] Fresh) edge,
        CancellationToken cancellation)
    {
        var (now, fold) = (time.GetUtcNow(), new OutageFold());
        var first = new FirstRounds(cadences, fold);
        var tail = new FreshTail(edge.Fresh, first);
        await _outages.FeedAsync(
            device, Spans.Later(from, DateTimeOffset.UnixEpoch), Spans.Earlier(to, now + s_furthest), edge.Seam, [.. cadences.Changes], tail, cancellation)
            .ConfigureAwait(false);
        tail.End();
        return (fold.End(to, cadences.Now, now), first.Starts);
    }
}
