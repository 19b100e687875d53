using WardOps.Core.Devices;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History;

/// <summary>What was true of a device. Two implementations: VictoriaMetrics, and SQL over <c>ping_results</c>. There is no fallback from one to the other.</summary>
public interface IHistoryReader
{
    /// <summary>The whole range, at the step of the range, with nulls where nothing is known.</summary>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused the question.</exception>
    Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation);

    /// <summary>Outages of [from, to), exact to the round however long the range is, oldest first.</summary>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused the question.</exception>
    Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>Sums of all devices in each step of [from, to), whatever names they had. Where an end lies inside a step, that step holds what is within the range.</summary>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused the question.</exception>
    IAsyncEnumerable<StepSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation);
}
