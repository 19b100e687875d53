using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.Live;
using WardOps.Core.Probing;
using WardOps.Core.Status;

namespace WardOps.Core.Flow;

/// <summary>
/// The whole product in twenty lines: what the echo loop saw becomes what is true now, what is remembered and what the
/// screens show, in this order. It awaits nothing but its own channel.
/// </summary>
public sealed class RoundPump(
    IProbeTicks probe,
    DeviceCatalog catalog,
    StatusBoard board,
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
    }

    private void Pump(ProbeTick tick)
    {
        if (tick.Started is { } plan)
        {
            history.Begin(plan);                     // what history is owed
        }

        Tell(board.Judge(tick, catalog.Current));    // what is true now
        foreach (var round in _rounds.Add(tick))
        {
            history.Offer(round);                    // what will be remembered
            Tell(board.Close(round));
        }
    }

    private void Tell(Verdict verdict)
    {
        states.Offer(verdict);                       // what a restart will know
        live.Publish(verdict);                       // what the screens show
    }
}
