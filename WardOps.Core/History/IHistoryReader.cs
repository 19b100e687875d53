using WardOps.Core.Devices;

namespace WardOps.Core.History;

/// <summary>What was true of a device. Two implementations: VictoriaMetrics, and SQL over <c>ping_results</c>. There is no fallback from one to the other.</summary>
public interface IHistoryReader
{
    /// <summary>The whole range, at the step of the range, with nulls where nothing is known.</summary>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused the question.</exception>
    Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation);

    /// <summary>Up and known rounds per device in each five minutes of [from, to), for the sums kept in memory.</summary>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused the question.</exception>
    IAsyncEnumerable<FiveMinuteSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);
}
