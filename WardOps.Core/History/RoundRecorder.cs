using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Core.History;

/// <summary>
/// Takes rounds off the pump and remembers them, on a thread of its own: the newest rounds and the sums in memory, then the store. The pump does
/// nothing but put a round into the channel.
/// </summary>
internal sealed class RoundRecorder : BackgroundService, IRoundHistory
{
    /// <summary>Rounds that may wait for the store: at ten seconds, nearly three minutes.</summary>
    internal const int MostWaiting = 16;

    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(5);

    private readonly RollingSums _sums;
    private readonly FreshRounds _fresh;
    private readonly RoundLedger _ledger;
    private readonly IRoundStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<RoundRecorder> _logger;
    private readonly RecorderCounts _counts;
    private readonly Channel<Round> _offered;

    public RoundRecorder(
        RollingSums sums,
        FreshRounds fresh,
        RoundLedger ledger,
        IRoundStore store,
        RecorderCounts counts,
        TimeProvider time,
        ILogger<RoundRecorder> logger)
    {
        (_sums, _fresh, _ledger, _store, _counts, _time, _logger) = (sums, fresh, ledger, store, counts, time, logger);
        _offered = Channel.CreateBounded<Round>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, Lost);
    }

    /// <inheritdoc/>
    public void Begin(RoundPlan plan) => _ledger.Begun(plan);

    /// <inheritdoc/>
    public void Offer(Round round)
    {
        _ledger.Closed(round.At);
        _counts.Offered();
        if (!_offered.Writer.TryWrite(round))
        {
            Lost(round);   // it ends: the pump had this one left
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var stopping = stoppingToken.Register(() =>
        {
            _offered.Writer.TryComplete();
            end.CancelAfter(s_flush);
        });

        // Ends when the writer is completed: a stop must not leave offered rounds behind.
        await foreach (var round in _offered.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await RecordAsync(round, end.Token).ConfigureAwait(false);
            _counts.Taken();
        }
    }

    private async Task RecordAsync(Round round, CancellationToken end)
    {
        try
        {
            _ledger.Expect(round.At, Known(round));
            _sums.Add(round);
            _fresh.Add(round);
            await _store.WriteAsync(round, end).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            _ledger.Missing(round.At, round.Plan.Interval, GapReason.CutShort);
        }
        catch (Exception ex)
        {
            // Whatever it is, it must not end the recording.
            _logger.RecordingFailed(ex, round.At);
            _ledger.Missing(round.At, round.Plan.Interval, GapReason.EncodingFailed);
            _counts.Lost();
        }
    }

    /// <summary>Devices of which it knows something.</summary>
    private static int Known(Round round)
    {
        var known = 0;
        foreach (var device in round.Catalog.Probed)
        {
            known += device.Slot < round.Results.Length && round.Results[device.Slot].IsKnown ? 1 : 0;
        }

        return known;
    }

    private void Lost(Round round)
    {
        _ledger.Missing(round.At, round.Plan.Interval, GapReason.Overrun);
        _counts.Taken();
        _counts.Lost();
    }
}
