using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>
/// The echoes by which the monitor checks its own sight, through the same socket as all others: one target in the monitor
/// itself (the canary), and the anchors, hosts near it that always answer.
/// </summary>
internal sealed class Sentinels
{
    /// <summary>So often each is asked, in nanoseconds: so soon the loss of the uplink shows, before any device is held to be Down.</summary>
    public const long EveryNs = 250_000_000;

    /// <summary>Targets at the most. When gateways come and go for months, one that is long forgotten gives its place to a new one.</summary>
    public const int Most = 32;

    /// <summary>An anchor that is silent for so long has been taken away; a fleet must not be doubted because of it for ever.</summary>
    public const long ForgottenAfterNs = 600_000_000_000;

    private readonly AddressFamily _family;
    private readonly int _configured;
    private EchoAddress[] _targets;
    private Watched[] _watched;
    private bool _reachesBeyond;
    private long _next;
    private int _turn;
    private int _canariesLost;
    private bool _hasLost;
    private NotSentReason _canaryNotSent;

    public Sentinels(AddressFamily family, IEnumerable<EchoAddress> anchors)
    {
        var canary = EchoAddress.From(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback);
        _family = family;
        _targets = [canary, .. anchors.Where(a => a.Family == family && a != canary).Distinct().Take(Most - 1)];
        _watched = new Watched[_targets.Length];
        _configured = _targets.Length;
    }

    /// <summary>Canary first, then the anchors.</summary>
    public ReadOnlySpan<EchoAddress> Targets => _targets;

    /// <summary>How the anchors stand now.</summary>
    public AnchorCounts Count(long nowMono)
    {
        var counts = default(AnchorCounts);
        for (var i = 1; i < _targets.Length; i++)
        {
            if (IsAnchor(i))
            {
                ref readonly var watched = ref _watched[i];
                var isKnown = IsKnown(in watched, nowMono);
                var isAnswering = isKnown && watched.IsAnswering;
                counts += new AnchorCounts(
                    1,
                    isKnown ? 1 : 0,
                    isAnswering ? 1 : 0,
                    isAnswering && BitOperations.PopCount(watched.LastLost) <= 1 ? 1 : 0,
                    watched.HeardMono);
            }
        }

        return counts;
    }

    /// <summary>Takes more anchors in. None is taken out: one that has gone is forgotten when it stays silent.</summary>
    /// <param name="anchors">The default gateways as they are now.</param>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    public void Add(ReadOnlySpan<EchoAddress> anchors, long nowMono)
    {
        foreach (var anchor in anchors)
        {
            if (anchor.Family == _family && !_targets.Contains(anchor) && Place(anchors, nowMono) is var place && place > 0)
            {
                (_targets[place], _watched[place]) = (anchor, default);
            }
        }
    }

    /// <summary>An anchor on this machine says nothing of devices beyond it: as soon as there are any, it does not count.</summary>
    public void Adopt(ProbeOrder order) => _reachesBeyond = order.ReachesBeyond;

    /// <summary>Canaries lost since this was last asked.</summary>
    public int TakeCanariesLost()
    {
        var lost = _canariesLost;
        _canariesLost = 0;
        return lost;
    }

    /// <summary>Whether some anchor has lost an echo since this was last asked.</summary>
    public bool TakeHasLost()
    {
        var hasLost = _hasLost;
        _hasLost = false;
        return hasLost;
    }

    /// <summary>Why a canary could not be sent since this was last asked; none if all were.</summary>
    public NotSentReason TakeCanaryNotSent()
    {
        var reason = _canaryNotSent;
        _canaryNotSent = NotSentReason.None;
        return reason;
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

    public void Answered(int number, long sentMono, long nowMono)
    {
        ref var watched = ref _watched[number];
        watched.IsAnswering = true;
        watched.HeardMono = nowMono;
        watched.AnsweredMono = Math.Max(watched.AnsweredMono, sentMono);
        watched.LastLost <<= 1;
    }

    public void Lost(int number, long sentMono)
    {
        Miss(number, sentMono);
        if (number == 0)
        {
            _canariesLost++;
        }
        else
        {
            _hasLost |= IsAnchor(number);
        }
    }

    /// <summary>Whom no echo can be sent to, that one does not answer.</summary>
    public void NotSent(int number, NotSentReason reason)
    {
        Miss(number, long.MaxValue);

        // A full queue and a missing socket are told by themselves; where IPv6 is switched off, ::1 is no address of this machine, and its devices alone are Unknown.
        var isToldElsewhere = reason is NotSentReason.QueueFull or NotSentReason.NoSocket or NotSentReason.TooLate
            || (reason == NotSentReason.NoRoute && _family == AddressFamily.InterNetworkV6);
        if (number == 0 && !isToldElsewhere)
        {
            _canaryNotSent = reason;
        }
    }

    /// <summary>An echo that was lost long after a later one was answered says nothing any more.</summary>
    private void Miss(int number, long sentMono)
    {
        ref var watched = ref _watched[number];
        watched.IsAnswering &= sentMono < watched.AnsweredMono;
        watched.LastLost = (byte)((watched.LastLost << 1) | 1);
    }

    private static bool IsKnown(in Watched watched, long nowMono) => watched.HeardMono != 0 && nowMono - watched.HeardMono < ForgottenAfterNs;

    private bool IsAnchor(int number) => number > 0 && !(_reachesBeyond && _targets[number].IsLoopback);

    /// <summary>A free place, else that of a gateway that is none any more and long forgotten; 0 if there is none.</summary>
    private int Place(ReadOnlySpan<EchoAddress> gateways, long nowMono)
    {
        if (_targets.Length < Most)
        {
            Array.Resize(ref _targets, _targets.Length + 1);
            Array.Resize(ref _watched, _targets.Length);
            return _targets.Length - 1;
        }

        for (var i = _configured; i < _targets.Length; i++)
        {
            if (!gateways.Contains(_targets[i]) && !IsKnown(in _watched[i], nowMono))
            {
                return i;
            }
        }

        return 0;
    }

    private struct Watched
    {
        public bool IsAnswering;

        /// <summary>When it was last heard.</summary>
        public long HeardMono;

        /// <summary>When the youngest echo that it answered was sent.</summary>
        public long AnsweredMono;

        /// <summary>Its last eight echoes, the youngest in the lowest bit: 1 is lost.</summary>
        public byte LastLost;
    }
}
