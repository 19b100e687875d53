using System.Net.Sockets;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>
/// The echoes by which the monitor checks its own sight, through the same socket as all others: one target in the monitor
/// itself (the canary), and the anchors, hosts near it that always answer.
/// </summary>
internal sealed class Sentinels
{
    /// <summary>So often each is asked, in nanoseconds: so soon the loss of the uplink shows, before any device is held to be Down.</summary>
    public const long EveryNs = 250_000_000;

    // An anchor that is silent for so long has been taken away; a fleet must not be doubted because of it for ever.
    private const long ForgottenAfterNs = 600_000_000_000;

    private EchoAddress[] _targets;
    private long[] _lastAnswered;
    private bool[] _isAnswering;
    private long _next;
    private int _turn;
    private int _canariesLost;

    public Sentinels(AddressFamily family, IEnumerable<EchoAddress> anchors)
    {
        var canary = EchoAddress.From(family == AddressFamily.InterNetwork ? System.Net.IPAddress.Loopback : System.Net.IPAddress.IPv6Loopback);
        _targets = [canary, .. anchors.Where(a => a.Family == family && a != canary).Distinct()];
        _lastAnswered = new long[_targets.Length];
        _isAnswering = new bool[_targets.Length];
    }

    /// <summary>Takes more anchors in. None is taken out: one that has gone is forgotten when it stays silent.</summary>
    public void Add(IEnumerable<EchoAddress> anchors)
    {
        EchoAddress[] more = [.. anchors.Where(a => a.IsIpv4 == _targets[0].IsIpv4 && !_targets.Contains(a)).Distinct()];
        if (more.Length > 0)
        {
            _targets = [.. _targets, .. more];
            Array.Resize(ref _lastAnswered, _targets.Length);
            Array.Resize(ref _isAnswering, _targets.Length);
        }
    }

    /// <summary>Canary first, then the anchors.</summary>
    public ReadOnlySpan<EchoAddress> Targets => _targets;

    /// <summary>Anchors that have answered of late: the others say nothing.</summary>
    public int Known(long nowMono)
    {
        var known = 0;
        foreach (var answered in _lastAnswered.AsSpan(1))
        {
            known += answered != 0 && nowMono - answered < ForgottenAfterNs ? 1 : 0;
        }

        return known;
    }

    public int Answering => _isAnswering.AsSpan(1).Count(true);

    /// <summary>Canaries lost since this was last asked.</summary>
    public int TakeCanariesLost()
    {
        var lost = _canariesLost;
        _canariesLost = 0;
        return lost;
    }

    public bool TryTake(ProbeOrder order, byte timeout, long nowMono, long nowWall, out DueEcho due)
    {
        due = default;
        if (_turn == 0 && nowMono < _next)
        {
            return false;
        }

        due = new DueEcho(order, _turn, _targets[_turn], EchoKind.Sentinel, timeout, 0, 0, nowMono, nowWall);
        _turn = (_turn + 1) % _targets.Length;
        if (_turn == 0)
        {
            _next = nowMono + EveryNs;
        }

        return true;
    }

    public void Answered(int number, long nowMono)
    {
        _isAnswering[number] = true;
        _lastAnswered[number] = nowMono;
    }

    public void Lost(int number)
    {
        _isAnswering[number] = false;
        if (number == 0)
        {
            _canariesLost++;
        }
    }
}
