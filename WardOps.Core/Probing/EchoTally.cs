using System.Net.Sockets;

namespace WardOps.Core.Probing;

/// <summary>The running counts of the echo loop. Written by its one thread; a reader sees each count whole, though not all of one moment.</summary>
internal sealed class EchoTally
{
    private readonly long[] _sent = new long[4];
    private readonly long[] _ended = new long[4];
    private readonly long[] _notSent = new long[10];
    private readonly long[] _refused = new long[5];
    private readonly long[] _lost = new long[3];
    private readonly long[] _drops = new long[2];
    private long _late;
    private long _duplicates;
    private long _rounds;
    private readonly (long Number, int Open, long StartMono)[] _running = new (long, int, long)[2];
    private long _skippedRounds;
    private long _maxLagNs;
    private long _droppedTicks;
    private long _blindTicks;
    private long _cpuNs;
    private long _allocated;

    /// <summary>ICMP errors about echoes to devices.</summary>
    public IcmpErrorTally IcmpErrors { get; } = new();

    public LagHistogram Lag { get; } = new();

    public void Sent(EchoKind kind, long lagNs)
    {
        _sent[(int)kind]++;
        if (kind == EchoKind.Regular)
        {
            _maxLagNs = Math.Max(_maxLagNs, lagNs);
            Lag.Add(lagNs);
        }
    }

    public void Ended(EchoKind kind, EchoResult result) => _ended[(int)result]++;

    public void NotSent(NotSentReason reason) => _notSent[(int)reason]++;

    /// <summary>An echo that has ended as lost, and what is known of it.</summary>
    public void Lost(LossReason reason) => _lost[(int)reason]++;

    /// <summary>The kernel threw away so many messages because the socket of this family was not read in time.</summary>
    public void SocketDrops(AddressFamily family, long count) => _drops[family == AddressFamily.InterNetwork ? 0 : 1] += count;

    public long SocketDropsOf(AddressFamily family) => _drops[family == AddressFamily.InterNetwork ? 0 : 1];

    public void Refused(PacketVerdict verdict) => _refused[(int)verdict]++;

    public void Late() => _late++;

    public void Duplicate() => _duplicates++;

    /// <summary>Length of the last round whose echoes have all ended, in seconds.</summary>
    public double LastRoundSeconds { get; private set; }

    /// <summary>A round begins of which so many regular echoes will end.</summary>
    public void Round(long number, int expected, long startMono)
    {
        _rounds++;
        _running[number & 1] = (number, expected, startMono);
    }

    /// <summary>A regular echo has ended; the last one of its round ends the round. Two rounds overlap, since the last echoes of one end in the next.</summary>
    public void RoundEcho(long number, long nowMono)
    {
        ref var round = ref _running[number & 1];
        if (number == round.Number && --round.Open == 0)
        {
            LastRoundSeconds = (nowMono - round.StartMono) / 1e9;
        }
    }

    public void SkippedRounds(long count) => _skippedRounds += count;

    public void BlindTick() => _blindTicks++;

    /// <summary>What the loop's thread has used so far.</summary>
    /// <param name="cpuNs">CPU time in nanoseconds.</param>
    /// <param name="allocated">Managed memory allocated, in bytes.</param>
    public void Used(long cpuNs, long allocated) => (_cpuNs, _allocated) = (cpuNs, allocated);

    /// <summary>The one count that other threads add to: the channel calls back on whichever thread it likes.</summary>
    public void DroppedTick() => Interlocked.Increment(ref _droppedTicks);

    public long LostFor(LossReason reason) => _lost[(int)reason];

    public long NotSentFor(NotSentReason reason) => _notSent[(int)reason];

    public EchoCounters Read() => new(
        _sent[(int)EchoKind.Regular],
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
        _maxLagNs)
    {
        Confirming = _sent[(int)EchoKind.Confirming],
        Sentinels = _sent[(int)EchoKind.Sentinel],
        OnDemand = _sent[(int)EchoKind.OnDemand],
        Rounds = _rounds,
        BlindTicks = _blindTicks,
        CpuNs = _cpuNs,
        AllocatedBytes = _allocated,
    };
}
