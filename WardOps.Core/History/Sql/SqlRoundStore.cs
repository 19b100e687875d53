using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Sql;

/// <summary>Writes closed rounds to ping_results and removes those older than 24 hours.</summary>
internal sealed class SqlRoundStore(PingResults table, SqlStatus status, RoundLedger ledger, TimeProvider time, ILogger<SqlRoundStore> logger) : IRoundStore
{
    private static readonly TimeSpan s_keep = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_pruneEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private DateTimeOffset _pruned;

    /// <summary>Tries until it is written; meanwhile newer rounds wait, and the oldest of them are dropped.</summary>
    public async ValueTask WriteAsync(Round round, CancellationToken end)
    {
        while (true)
        {
            try
            {
                var rows = await table.OnAsync((connection, shape) => PingResultRows.InsertAsync(connection, shape, round, end), end).ConfigureAwait(false);
                status.Set(isAvailable: true);
                Book(round, rows);
                await PruneAsync(end).ConfigureAwait(false);
                return;
            }
            catch (Exception ex) when (!end.IsCancellationRequested)
            {
                status.Set(isAvailable: false);
                logger.SqlWriteFailed(round.At, ex.Message);
            }

            await Task.Delay(s_pause, time, end).ConfigureAwait(false);
        }
    }

    private void Book(Round round, int rows)
    {
        if (rows > 0)
        {
            ledger.Acknowledged(round.At, round.Plan.Interval, rows, rows);
        }
        else
        {
            ledger.Missing(round.At, round.Plan.Interval, round.IsBelieved ? GapReason.NothingKnown : GapReason.Blind);
        }
    }

    private async Task PruneAsync(CancellationToken end)
    {
        var now = time.GetUtcNow();
        if (now - _pruned < s_pruneEvery)
        {
            return;
        }

        // Set first: a failure here must not write the round again.
        _pruned = now;
        try
        {
            await table.PruneAsync(now - s_keep, end).ConfigureAwait(false);
        }
        catch (Exception ex) when (!end.IsCancellationRequested)
        {
            logger.PruneFailed(ex.Message);
        }
    }
}
