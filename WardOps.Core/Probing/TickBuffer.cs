using System.Buffers;
using System.Threading.Channels;

namespace WardOps.Core.Probing;

/// <summary>Collects what has ended since the last tick in a pooled array, and hands it on as a <see cref="ProbeTick"/>.</summary>
internal sealed class TickBuffer(ChannelWriter<ProbeTick> output, EchoTally tally)
{
    private const int Smallest = 256;
    private EchoOutcome[] _outcomes = ArrayPool<EchoOutcome>.Shared.Rent(Smallest);
    private int _count;
    private int _most = Smallest;
    private RoundPlan? _started;

    public bool HasStarted => _started is not null;

    public void Start(RoundPlan plan) => _started = plan;

    public void Add(in EchoOutcome outcome)
    {
        if (_count == _outcomes.Length)
        {
            Grow();
        }

        tally.Ended(outcome.Result);
        _outcomes[_count++] = outcome;
    }

    public void Emit(DateTimeOffset at, EchoTransportState transport)
    {
        var tick = new ProbeTick(at, _started, _outcomes, _count, transport);
        _most = Math.Max(_most, _count);
        _outcomes = ArrayPool<EchoOutcome>.Shared.Rent(_most);
        _count = 0;
        _started = null;
        if (!output.TryWrite(tick))   // only once the channel is complete: a full one drops its oldest
        {
            tick.Dispose();
            tally.DroppedTick();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<EchoOutcome>.Shared.Rent(2 * _outcomes.Length);
        _outcomes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<EchoOutcome>.Shared.Return(_outcomes, clearArray: true);
        _outcomes = larger;
    }
}
