using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.Live;
using WardOps.Core.Probing;
using WardOps.Core.Status;

namespace WardOps.Core.Flow;

/// <summary>
/// The whole product in twenty lines: what the echo loop saw becomes what is true now, who must be told, what is remembered and what
/// the screens show, in this order. It awaits nothing but its own channel.
/// </summary>
public sealed class RoundPump(
    IProbeTicks probe,
    DeviceCatalog catalog,
    SuspectNames suspects,
    StatusBoard board,
    AlertBook alerts,
    StatePersister states,
    IRoundHistory history,
    LiveFeed live,
    ILogger<RoundPump> logger) : BackgroundService
{
    private readonly RoundAssembler _rounds = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without the token: at shutdown the echo loop stops first and ends the channel, and its last ticks still count.
        await foreach (var tick in probe.Ticks.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            using (tick)
            {
                try { Pump(tick); }
                catch (Exception ex) { logger.TickFailed(ex); }   // one bad tick must not end the watch
            }
        }

        try { Close(_rounds.Finish()); }                          // what is whole is not thrown away by a stop
        catch (Exception ex) { logger.TickFailed(ex); }
    }

    private void Pump(ProbeTick tick)
    {
        if (tick.Started is { IsRepeated: false } plan)
        {
            history.Begin(plan);                     // what history is owed
        }

        Tell(board.Judge(tick, catalog.Current));    // what is true now
        suspects.Read(tick);                         // whose names are asked for again
        Close(_rounds.Add(tick));
    }

    private void Close(IReadOnlyList<Round> rounds)
    {
        foreach (var round in rounds)
        {
            if (!round.Plan.IsRepeated)              // its time is taken: the clock was set back
            {
                history.Offer(round);                // what will be remembered
            }

            Tell(board.Close(round));
        }
    }

    private void Tell(Verdict verdict)
    {
        var told = alerts.Judge(verdict);            // who must be told
        states.Offer(verdict, told);                 // what a restart will know: both, or neither
        live.Publish(verdict, alerts.Current);       // what the screens show
    }
}
