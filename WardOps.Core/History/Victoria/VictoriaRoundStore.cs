using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Victoria;

/// <summary>Encodes rounds, puts them into the spool, and wakes the sender.</summary>
internal sealed class VictoriaRoundStore(SampleEncoder encoder, RoundSpool spool, VictoriaSender sender, RoundLedger ledger) : IRoundStore
{
    /// <summary>When this returns the round is on disk, or waits in memory if the disk does not do. It never waits for the server.</summary>
    public ValueTask WriteAsync(Round round, CancellationToken end)
    {
        if (encoder.Encode(round) is { } encoded)
        {
            spool.Append(encoded.Head, encoded.Body);
            sender.Wake();
        }
        else
        {
            ledger.Missing(round.At, round.Plan.Interval, round.IsBelieved ? GapReason.NothingKnown : GapReason.Blind);
        }

        return ValueTask.CompletedTask;
    }
}
