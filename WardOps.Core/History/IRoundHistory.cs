using WardOps.Core.Probing;

namespace WardOps.Core.History;

/// <summary>Takes rounds to remember them. Never waits and never throws: probing outranks history.</summary>
public interface IRoundHistory
{
    /// <summary>A round begins: from now on it is owed to history, or a reason why it is missing.</summary>
    void Begin(RoundPlan plan);

    /// <summary>A round has closed. What cannot be kept is dropped, oldest first, and counted.</summary>
    void Offer(Round round);
}
