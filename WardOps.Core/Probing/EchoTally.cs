namespace WardOps.Core.Probing;

/// <summary>The running counts of the echo loop. Written by its one thread; a reader sees each count whole, though not all of one moment.</summary>
internal sealed class EchoTally
{
    private readonly long[] _ended = new long[4];
    private readonly long[] _refused = new long[5];
    private long _sent;
    private long _late;
    private long _duplicates;
    private long _skippedRounds;
    private long _maxLagNs;
    private long _droppedTicks;

    public void Sent(long lagNs)
    {
        _sent++;
        _maxLagNs = Math.Max(_maxLagNs, lagNs);
    }

    public void Ended(EchoResult result) => _ended[(int)result]++;

    public void Refused(PacketVerdict verdict) => _refused[(int)verdict]++;

    public void Late() => _late++;

    public void Duplicate() => _duplicates++;

    public void SkippedRounds(long count) => _skippedRounds += count;

    /// <summary>The one count that other threads add to: the channel calls back on whichever thread it likes.</summary>
    public void DroppedTick() => Interlocked.Increment(ref _droppedTicks);

    public EchoCounters Read() => new(
        _sent,
        _ended[(int)EchoResult.Answered],
        _ended[(int)EchoResult.Lost],
        _ended[(int)EchoResult.NotSent],
        _ended[(int)EchoResult.Cancelled],
        _late,
        _duplicates,
        _refused[(int)PacketVerdict.Foreign],
        _refused[(int)PacketVerdict.Spoofed],
        _refused[(int)PacketVerdict.Malformed],
        _refused[(int)PacketVerdict.Error],
        _skippedRounds,
        Interlocked.Read(ref _droppedTicks),
        _maxLagNs);
}
