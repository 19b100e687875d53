using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Reports;

/// <summary>A store that knows the truth, counts what it is asked, and can be made to fail or to wait.</summary>
/// <param name="devices">Devices with history.</param>
/// <param name="truth">Of a device in the round that begins then: 1 up, 0 down, -1 nothing known.</param>
/// <param name="round">Length of a round.</param>
internal sealed class TruthReader(IReadOnlyList<Guid> devices, Func<Guid, DateTimeOffset, int> truth, TimeSpan round) : IHistoryReader
{
    private int _gaveUp;

    /// <summary>Questions that nobody waited for to the end.</summary>
    public int GaveUp => _gaveUp;

    public ConcurrentQueue<(DateTimeOffset From, DateTimeOffset To)> Questions { get; } = new();

    public string? Trouble { get; set; }

    /// <summary>Every question waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IReadOnlyList<Outage> Outages { get; set; } = [];

    /// <summary>What a question about one device is answered with.</summary>
    public Func<HistoryRange, DeviceHistory> History { get; set; } = range =>
    {
        var nothing = new double?[range.Points];
        return new DeviceHistory(range, nothing, nothing, nothing, nothing, default, new Uptime(90, 10, 100), []);
    };

    public async Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
    {
        await AskedAsync(range.From, range.To, cancellation);
        return History(range);
    }

    public async Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        await AskedAsync(from, to, cancellation);
        return Outages;
    }

    public async IAsyncEnumerable<StepSum> ReadSumsAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await AskedAsync(from, to, cancellation);
        foreach (var device in devices)
        {
            var (up, known) = (0, 0);
            for (var at = Rounds.Align(from.AddTicks(-1)) + Rounds.Interval; at < to; at += round)
            {
                var value = truth(device, at);
                up += value > 0 ? 1 : 0;
                known += value < 0 ? 0 : 1;
            }

            if (known > 0)
            {
                var seconds = (int)round.TotalSeconds;
                yield return new StepSum(device, from, seconds * up, seconds * known);
            }
        }
    }

    private async Task AskedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        Questions.Enqueue((from, to));
        try
        {
            await Gate.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _gaveUp);
            throw;
        }

        if (Trouble is not null)
        {
            throw new HistoryUnavailableException(Trouble);
        }
    }
}
