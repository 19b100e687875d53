namespace WardOps.Core.History;

/// <summary>How history is doing now.</summary>
public interface IHistoryStatus
{
    HistoryState Current { get; }
}
