using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;

namespace WardOps.Bench.Truth;

/// <summary>A store that stories are written to without WardOps, and read from by WardOps.</summary>
internal interface ITruthStore : IAsyncDisposable
{
    string Name { get; }

    bool HasJitter { get; }

    /// <summary>Whether it can be asked for the sums of all devices.</summary>
    bool HasSums { get; }

    /// <summary>Writes what a store has of each story; afterwards it can be read.</summary>
    Task WriteAsync(IReadOnlyList<DeviceStory> stories, CancellationToken cancellation);

    /// <summary>What WardOps reads it with.</summary>
    /// <param name="catalog">The devices.</param>
    /// <param name="policy">How they are probed.</param>
    /// <param name="fresh">The newest rounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ledger">The books; none if left out.</param>
    IHistoryReader Reader(DeviceCatalog catalog, ProbePolicy policy, FreshRounds fresh, TimeProvider time, RoundLedger? ledger = null);
}
