using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Sql;

/// <summary>Writes closed rounds to ping_results and removes those older than 24 hours.</summary>
internal sealed class SqlRoundHistory : BackgroundService, IRoundHistory
{
    private static readonly TimeSpan s_keep = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_pruneEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly RollingSums _sums;
    private readonly PingResults _table;
    private readonly SqlStatus _status;
    private readonly TimeProvider _time;
    private readonly ILogger<SqlRoundHistory> _logger;
    private readonly Channel<Round> _offered;
    private DateTimeOffset _pruned;

    public SqlRoundHistory(RollingSums sums, PingResults table, SqlStatus status, TimeProvider time, ILogger<SqlRoundHistory> logger)
    {
        (_sums, _table, _status, _time, _logger) = (sums, table, status, time, logger);
        _offered = Channel.CreateBounded<Round>(
            new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Lost());
    }

    /// <inheritdoc/>
    public void Offer(Round round)
    {
        try
        {
            _sums.Add(round);
            _status.Waiting(1);
            if (!_offered.Writer.TryWrite(round))
            {
                Lost();
            }
        }
        catch (Exception ex)
        {
            _logger.EncodingFailed(ex);
            _status.Dropped();
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
        try
        {
            await foreach (var round in _offered.Reader.ReadAllAsync(end.Token).ConfigureAwait(false))
            {
                await WriteAsync(round, end.Token).ConfigureAwait(false);
                _status.Waiting(-1);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            _logger.RoundsLeft(_status.Current.WaitingRounds);
        }
    }

    private void Lost()
    {
        _status.Waiting(-1);
        _status.Dropped();
    }

    /// <summary>Tries until it is written; meanwhile newer rounds wait, and the oldest of them are dropped.</summary>
    private async Task WriteAsync(Round round, CancellationToken end)
    {
        while (true)
        {
            try
            {
                await _table.OnAsync(connection => PingResultRows.InsertAsync(connection, round, end), end).ConfigureAwait(false);
                _status.Set(isAvailable: true);
                await PruneAsync(end).ConfigureAwait(false);
                return;
            }
            catch (Exception ex) when (!end.IsCancellationRequested)
            {
                _status.Set(isAvailable: false);
                _logger.SqlWriteFailed(round.At, ex.Message);
            }

            await Task.Delay(s_pause, _time, end).ConfigureAwait(false);
        }
    }

    private async Task PruneAsync(CancellationToken end)
    {
        var now = _time.GetUtcNow();
        if (now - _pruned < s_pruneEvery)
        {
            return;
        }

        // Set first: a failure here must not write the round again.
        _pruned = now;
        try
        {
            await _table.PruneAsync(now - s_keep, end).ConfigureAwait(false);
        }
        catch (Exception ex) when (!end.IsCancellationRequested)
        {
            _logger.PruneFailed(ex.Message);
        }
    }
}
