using WardOps.Core.History.Ledger;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Victoria;

/// <summary>Encodes rounds and puts them where the sender finds them.</summary>
internal sealed class VictoriaRoundStore(SampleEncoder encoder, RoundBacklog backlog, VictoriaSender sender, RoundLedger ledger) : IRoundStore
{
    public ValueTask WriteAsync(Round round, CancellationToken end)
    {
        if (encoder.Encode(round) is { } encoded)
        {
            backlog.Add(encoded);
            sender.Wake();
        }
        else
        {
            ledger.Missing(round.At, round.Plan.Interval, round.Sight.IsClear ? GapReason.NothingKnown : GapReason.Blind);
        }

        return ValueTask.CompletedTask;
    }
}
