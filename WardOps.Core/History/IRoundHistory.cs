using WardOps.Core.Probing;

namespace WardOps.Core.History;

/// <summary>Takes closed rounds to remember them.</summary>
public interface IRoundHistory
{
    /// <summary>Never waits and never throws: probing outranks history. What cannot be kept is dropped, oldest first, and counted.</summary>
    void Offer(Round round);
}
