namespace WardOps.Core.History.Sql;

/// <summary>How the fallback is doing. It always has a problem: it is second best, and the operator shall know.</summary>
internal sealed class SqlStatus(RecorderCounts recorder) : IHistoryStatus
{
    public const string Problem = "No victoria-metrics binary was found: history is kept for 24 hours only, in the device store.";
    public const string Fix = "apt-get install victoria-metrics, then start WardOps again.";

    private volatile bool _isAvailable;

    public HistoryState Current
        => new(HistoryMode.Sql, _isAvailable, Problem, Fix, recorder.Waiting, recorder.Dropped);

    public void Set(bool isAvailable) => _isAvailable = isAvailable;
}
