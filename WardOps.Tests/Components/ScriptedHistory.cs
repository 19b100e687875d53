using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.Components;

/// <summary>A history that says what a test tells it to, and counts how often it is asked.</summary>
internal sealed class ScriptedHistory : IHistoryReader
{
    private int _asked;

    public int Asked => _asked;

    public string? Trouble { get; set; }

    public IReadOnlyList<Outage> Outages { get; set; } = [];

    public HistoryRange? Range { get; private set; }

    public Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
    {
        Range = range;
        Interlocked.Increment(ref _asked);
        var nothing = new double?[range.Points];
        return Trouble is { } trouble
            ? Task.FromException<DeviceHistory>(new HistoryUnavailableException(trouble))
            : Task.FromResult(new DeviceHistory(range, nothing, nothing, nothing, nothing, default, new Uptime(90, 10, 100), Outages));
    }

    public Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        => Trouble is { } trouble ? Task.FromException<IReadOnlyList<Outage>>(new HistoryUnavailableException(trouble)) : Task.FromResult(Outages);

    public IAsyncEnumerable<StepSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
        => AsyncEnumerable.Empty<StepSum>();
}
