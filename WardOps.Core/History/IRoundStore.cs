using WardOps.Core.Probing;

namespace WardOps.Core.History;

/// <summary>Where closed rounds are put to be remembered, one at a time and in order.</summary>
internal interface IRoundStore
{
    /// <summary>Keeps the round, or tells the ledger why not. It may take its time; newer rounds wait meanwhile, and the oldest of them are dropped.</summary>
    /// <exception cref="OperationCanceledException">WardOps ends; the round is not kept.</exception>
    ValueTask WriteAsync(Round round, CancellationToken end);
}
