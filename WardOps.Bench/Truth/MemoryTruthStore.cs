using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Bench.Truth;

/// <summary>No store at all: the fold, fed with the rounds themselves.</summary>
internal sealed class MemoryTruthStore : ITruthStore
{
    private Dictionary<Guid, DeviceStory> _stories = [];

    public string Name => "memory";

    public bool HasJitter => true;

    public bool HasSums => false;

    public Task WriteAsync(IReadOnlyList<DeviceStory> stories, CancellationToken cancellation)
    {
        _stories = stories.ToDictionary(s => s.Device.Id);
        return Task.CompletedTask;
    }

    public IHistoryReader Reader(DeviceCatalog catalog, ProbePolicy policy, FreshRounds fresh, TimeProvider time, RoundLedger? ledger = null)
        => new Folding(_stories, new RoundEras(ledger ?? new RoundLedger(), catalog, policy), fresh, time);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Folding(Dictionary<Guid, DeviceStory> stories, RoundEras eras, FreshRounds fresh, TimeProvider time) : IHistoryReader
    {
        public Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
        {
            using var fold = new HistoryFold(range, eras.Of(device, range.From, range.To), time.GetUtcNow());
            Feed(device, range.From, range.To, fold);
            return Task.FromResult(fold.End());
        }

        public Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        {
            var fold = new OutageFold();
            Feed(device, from, to, fold);
            return Task.FromResult(fold.End(to, eras.Now(device), time.GetUtcNow()));
        }

        public IAsyncEnumerable<StepSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
            => throw new NotSupportedException("Only stores are asked for the sums of all devices.");

        private void Feed(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, IRoundFold fold)
        {
            var tail = new FreshTail(fresh.SamplesOf(device.Id, from, to), fold);
            var merge = new RoundMerge(eras.Lengths, tail);
            foreach (var round in stories[device.Id].Stored)
            {
                if (round.At >= from && round.At < to)
                {
                    merge.Add(RoundSample.Of(round.At, round.Result));
                }
            }

            merge.End();
            tail.End();
        }
    }
}
