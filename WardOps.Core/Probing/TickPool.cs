using System.Collections.Concurrent;

namespace WardOps.Core.Probing;

/// <summary>Ticks that have been read, to be filled again: so the loop allocates nothing from round to round.</summary>
internal sealed class TickPool
{
    // One is being filled, one read, one or two wait. After a backlog of many the others go to the collector.
    private const int Kept = 4;

    private readonly ConcurrentQueue<ProbeTick> _free = new();

    /// <summary>All of them from the start: each takes its turn, so each has grown to its size within the first second, and none later.</summary>
    public TickPool()
    {
        for (var i = 0; i < Kept; i++)
        {
            _free.Enqueue(new ProbeTick(this));
        }
    }

    public ProbeTick Take() => _free.TryDequeue(out var tick) ? tick : new ProbeTick(this);

    public void Return(ProbeTick tick)
    {
        if (_free.Count < Kept)
        {
            _free.Enqueue(tick);
        }
    }
}
