using System.Threading.Channels;

namespace WardOps.Core.Probing;

/// <summary>Collects what has ended since the last tick, and hands it on.</summary>
internal sealed class TickBuffer(ChannelWriter<ProbeTick> output, EchoTally tally)
{
    /// <summary>ICMP errors told per tick. They can be forged, so a flood of them must cost nothing; the others are counted only.</summary>
    public const int MostHints = 256;

    private readonly TickPool _pool = new();
    private ProbeTick? _filling;

    public bool HasStarted => _filling?.Started is not null;

    private ProbeTick Filling => _filling ??= _pool.Take();

    public void Start(RoundPlan plan) => Filling.Started = plan;

    public void Add(in EchoOutcome outcome)
    {
        tally.Ended(outcome.Kind, outcome.Result);
        Filling.Add(in outcome);
    }

    public void Add(in IcmpHint hint)
    {
        if (Filling.HintCount < MostHints)
        {
            Filling.Add(in hint);
        }
    }

    public void Emit(TickEnd end)
    {
        var tick = Filling;
        _filling = null;
        tick.Close(end);
        if (!output.TryWrite(tick))   // only once the channel is complete: a full one drops its oldest
        {
            tick.Dispose();
            tally.DroppedTick();
        }
    }
}
