using System.Collections.Concurrent;

namespace WardOps.Core.Probing;

/// <summary>Ticks that have been read, to be filled again: so the loop allocates nothing from round to round.</summary>
internal sealed class TickPool
{
    // One is being filled, one read, one or two wait. After a backlog of many the others go to the collector.
    private const int Kept = 4;

    private readonly ConcurrentQueue<ProbeTick> _free = new();

    public ProbeTick Take() => _free.TryDequeue(out var tick) ? tick : new ProbeTick(this);

    public void Return(ProbeTick tick)
    {
        if (_free.Count < Kept)
        {
            _free.Enqueue(tick);
        }
    }
}
