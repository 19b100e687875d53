using System.Runtime.CompilerServices;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Tests.History.Sums;

/// <summary>A store that keeps every sample and adds them up one by one: slow, and plainly right.</summary>
internal sealed class SampleStore : IHistoryReader
{
    private readonly Dictionary<(Guid Id, DateTimeOffset At), DeviceRound> _samples = [];

    /// <summary>So many of the next questions are refused.</summary>
    public int Refusals { get; set; }

    /// <summary>What was asked, in order.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To, TimeSpan Step)> Asked { get; } = [];

    /// <summary>Runs before each answer: what happens while the store is being asked.</summary>
    public Action? Meanwhile { get; set; }

    public void Add(Round round)
    {
        foreach (var device in round.Catalog.Probed)
        {
            if (device.Slot < round.Results.Length && round.Results[device.Slot] is { IsKnown: true } result)
            {
                _samples[(device.Id, round.At)] = result;
            }
        }
    }

    /// <summary>Forgets the samples of a device in [from, to).</summary>
    public void Lose(Guid id, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var key in _samples.Keys.Where(k => k.Id == id && k.At >= from && k.At < to).ToList())
        {
            _samples.Remove(key);
        }
    }

    /// <summary>Forgets all samples in [from, to).</summary>
    public void Lose(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var key in _samples.Keys.Where(k => k.At >= from && k.At < to).ToList())
        {
            _samples.Remove(key);
        }
    }

    public IEnumerable<DeviceRound> Of(Guid id, DateTimeOffset from, DateTimeOffset to)
        => _samples.Where(s => s.Key.Id == id && s.Key.At >= from && s.Key.At < to).Select(s => s.Value);

    public StepSum SumOf(Guid id, DateTimeOffset from, DateTimeOffset to) => Sum(id, from, Of(id, from, to));

    /// <summary>By the start of each step that has any.</summary>
    public Dictionary<DateTimeOffset, StepSum> SumsOf(Guid id, DateTimeOffset from, DateTimeOffset to, TimeSpan step) => _samples
        .Where(s => s.Key.Id == id && s.Key.At >= from && s.Key.At < to)
        .GroupBy(s => Floor(s.Key.At, step), s => s.Value)
        .ToDictionary(g => g.Key, g => Sum(id, g.Key, g));

    public async IAsyncEnumerable<StepSum> ReadSumsAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        Meanwhile?.Invoke();
        if (Refusals > 0)
        {
            Refusals--;
            throw new HistoryUnavailableException("The store is away.");
        }

        Asked.Add((from, to, step));
        foreach (var group in _samples.Where(s => s.Key.At >= from && s.Key.At < to).GroupBy(s => (s.Key.Id, Start: Floor(s.Key.At, step))))
        {
            yield return Sum(group.Key.Id, group.Key.Start, group.Select(s => s.Value));
        }
    }

    public Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        => throw new NotSupportedException();

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step)
        => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks((time - DateTimeOffset.UnixEpoch).Ticks / step.Ticks * step.Ticks);

    private static StepSum Sum(Guid id, DateTimeOffset from, IEnumerable<DeviceRound> samples)
    {
        var all = samples.ToList();
        var seconds = (int)Rounds.Interval.TotalSeconds;
        return new StepSum(
            id, from, seconds * all.Count(r => r.IsUp), seconds * all.Count, seconds * all.Sum(r => r.LossPercent), seconds * all.Where(r => r.IsUp).Sum(r => (double)r.RttMeanMs));
    }
}
