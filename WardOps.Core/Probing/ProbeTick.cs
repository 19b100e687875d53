using WardOps.Core.Devices;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>
/// What the echo loop saw in one quarter of a second. Ticks come in order, also when nothing happened and when no echo can be
/// sent at all, so whoever reads them needs no timer of its own. A tick is used again and again: the one reader disposes it
/// when it is done, and keeps nothing of <see cref="Outcomes"/> and <see cref="Hints"/>.
/// </summary>
public sealed class ProbeTick : IDisposable
{
    private readonly TickPool? _pool;
    private EchoOutcome[] _outcomes;
    private IcmpHint[] _hints = [];
    private int _count;
    private int _hintCount;

    public ProbeTick(DateTimeOffset at, RoundPlan? started, EchoOutcome[] outcomes, int count, EchoTransportState transport)
    {
        (At, Started, Transport, _outcomes, _count) = (at, started, transport, outcomes, count);
    }

    internal ProbeTick(TickPool pool)
    {
        _pool = pool;
        _outcomes = [];
        Transport = EchoTransportState.Ready(EchoTransportMode.Unavailable);
    }

    /// <summary>Wall clock at the end of the tick.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The round that began within this tick, if one did.</summary>
    public RoundPlan? Started { get; internal set; }

    /// <summary>Whether echoes can be sent now.</summary>
    public EchoTransportState Transport { get; private set; }

    /// <summary>Whether what this tick says can be believed.</summary>
    public Sight Sight { get; set; } = Sight.Clear;

    /// <summary>What cannot be believed of one address family only; all clear while <see cref="Sight"/> is not.</summary>
    public FamilySights Families { get; set; }

    /// <summary>Whether the end of an echo can be believed, as far as this tick knows.</summary>
    public bool IsBelieved(in EchoOutcome outcome) => Sight.IsClear && (Families.IsClear || Families.Of(outcome.Family).IsClear);

    /// <summary>Whether what is seen of a device can be believed.</summary>
    public bool IsBelieved(WatchedDevice device)
        => Sight.IsClear && (Families.IsClear || device.Address is not { } address || Families.Of(address.AddressFamily).IsClear);

    /// <summary>Wall clock less monotonic clock at its end, in nanoseconds; 0 where nobody measured it.</summary>
    public long ClockOffset { get; internal set; }

    /// <summary>Monotonic clock at its end, in nanoseconds: for lengths of time, since the wall clock may be stepped.</summary>
    public long Mono => UnixNanos.From(At) - ClockOffset;

    /// <summary>The wall clock was set back and has not caught up with the rounds; null in the regular run.</summary>
    public ClockSetback? Setback { get; internal set; }

    /// <summary>Everything that ended within this tick, in the order in which it ended.</summary>
    public ReadOnlySpan<EchoOutcome> Outcomes => _outcomes.AsSpan(0, _count);

    /// <summary>What routers said of echoes within this tick; the first <see cref="TickBuffer.MostHints"/> of it.</summary>
    public ReadOnlySpan<IcmpHint> Hints => _hints.AsSpan(0, _hintCount);

    public void Dispose()
    {
        (_count, _hintCount, Started, Sight, Families) = (0, 0, null, Sight.Clear, default);
        _pool?.Return(this);
    }

    internal void Add(in EchoOutcome outcome)
    {
        if (_count == _outcomes.Length)
        {
            Array.Resize(ref _outcomes, Math.Max(256, 2 * _count));
        }

        _outcomes[_count++] = outcome;
    }

    internal void Add(in IcmpHint hint)
    {
        if (_hintCount == _hints.Length)
        {
            Array.Resize(ref _hints, TickBuffer.MostHints);
        }

        _hints[_hintCount++] = hint;
    }

    internal int HintCount => _hintCount;

    internal void Close(TickEnd end) => (At, ClockOffset, Transport, Sight, Families, Setback) = (end.At, end.ClockOffset, end.Transport, end.Sight, end.Families, end.Setback);
}
