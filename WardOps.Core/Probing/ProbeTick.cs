using System.Buffers;

namespace WardOps.Core.Probing;

/// <summary>
/// What the echo loop saw in one half second. Ticks come in order, also when nothing happened and when no echo can be
/// sent at all, so whoever reads them needs no timer of its own. The outcomes live in a pooled array: the one reader
/// disposes the tick when it is done, and keeps nothing of <see cref="Outcomes"/>.
/// </summary>
public sealed class ProbeTick(DateTimeOffset at, RoundPlan? started, EchoOutcome[] outcomes, int count, EchoTransportState transport) : IDisposable
{
    private EchoOutcome[]? _outcomes = outcomes;

    /// <summary>Wall clock at the end of the tick.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>The round that began within this tick, if one did.</summary>
    public RoundPlan? Started { get; } = started;

    /// <summary>Whether echoes can be sent now.</summary>
    public EchoTransportState Transport { get; } = transport;

    /// <summary>Everything that ended within this tick, in the order in which it ended.</summary>
    public ReadOnlySpan<EchoOutcome> Outcomes => _outcomes.AsSpan(0, count);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _outcomes, null) is { Length: > 0 } pooled)
        {
            ArrayPool<EchoOutcome>.Shared.Return(pooled, clearArray: true);
        }
    }
}
