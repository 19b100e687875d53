using WardOps.Core.Devices;
using WardOps.Core.History;

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
            : Task.FromResult(new DeviceHistory(range, nothing, nothing, nothing, new Uptime(90, 10, 100), Outages));
    }

    public IAsyncEnumerable<FiveMinuteSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        => AsyncEnumerable.Empty<FiveMinuteSum>();
}
