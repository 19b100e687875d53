using WardOps.Core.Devices;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Reading;

/// <summary>
/// A reader that bears everybody at once: a year's percentiles keep a core of the store busy for most of a second and hold tens of megabytes here,
/// so a script that asks for all devices in parallel must not take the store away from the screens. Sums of all devices pass: whoever
/// asks for them (reports, the rebuild, the comparison) takes turns by itself.
/// </summary>
internal sealed class QueuedReader(IHistoryReader inner) : IHistoryReader, IDisposable
{
    /// <summary>Questions about one device that are answered at once.</summary>
    internal const int MostAtOnce = 8;

    /// <summary>Questions being answered or waiting: a wall of screens and a few dozen people, each with a page that asks anew.</summary>
    internal const int MostAsked = 72;

    /// <summary>A store that hangs is told of after its own timeout, by those that hold the turns; the others are not to wait for each of them in turn.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly Turns _turns = new(
        MostAtOnce, MostAsked, s_patience, () => new HistoryBusyException("Too much history is asked for just now. Try again in a few seconds.", TimeSpan.FromSeconds(5)));

    public void Dispose() => _turns.Dispose();

    /// <inheritdoc/>
    /// <exception cref="HistoryBusyException">Too many questions wait, or those before it take too long.</exception>
    public Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
        => _turns.TakeAsync(() => inner.ReadAsync(device, range, cancellation), cancellation);

    /// <inheritdoc/>
    /// <exception cref="HistoryBusyException">Too many questions wait, or those before it take too long.</exception>
    public Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        => _turns.TakeAsync(() => inner.ReadOutagesAsync(device, from, to, cancellation), cancellation);

    public IAsyncEnumerable<StepSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
        => inner.ReadSumsAsync(from, to, step, cancellation);
}
