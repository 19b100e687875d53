using System.Net.Sockets;
using WardOps.Core.Probing.OnDemand;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>Everything of one address family: its socket, its echoes in flight, and what is to be sent through it. Only the loop's thread uses it.</summary>
internal sealed class EchoLane : IDisposable
{
    private const long ReopenBrokenNs = 1_000_000_000;
    private const long ReopenForbiddenNs = 10_000_000_000;

    private readonly IEchoTransportSource _source;
    private readonly ScheduleQueue _schedules = new();
    private readonly EchoEnds _ends;
    private readonly EchoReceiver _receiver;
    private readonly EchoSender _sender;
    private readonly byte _timeout;
    private readonly byte _sentinelTimeout;
    private readonly ProbeOrders _orders;
    private readonly EchoTally _tally;
    private ProbeOrder _newest;
    private IEchoTransport _transport;
    private long _nextOpen;
    private long _drops;

    public EchoLane(AddressFamily family, LoopParts parts, long nowMono)
    {
        Family = family;
        _source = parts.Source;
        _tally = parts.Tally;
        _timeout = parts.Timeout;
        _sentinelTimeout = parts.SentinelTimeout;
        Confirmations = new Confirmations(parts.Budget, parts.ConfirmationSpacingNs);
        Flows = new DeviceFlows(parts.RenewFlowNs);
        Sentinels = new Sentinels(family, parts.Anchors(family));
        Roll = new RollCall(family);
        Uplink = new UplinkWatch(parts.Options);
        Pings = parts.Pings;
        _ends = new EchoEnds(this, parts);
        _receiver = new EchoReceiver(this, _ends, parts);
        _sender = new EchoSender(this, _ends, parts);
        _orders = parts.Orders;
        Order = _newest = parts.NoDevices;
        Ring.Reserve(0, [_timeout, _sentinelTimeout]);
        _transport = _source.Open(family);
        _nextOpen = nowMono + ReopenForbiddenNs;
    }

    public AddressFamily Family { get; }

    /// <summary>Readable from any thread.</summary>
    public IEchoTransport Transport => Volatile.Read(ref _transport);

    public InFlightRing Ring { get; } = new();

    public Confirmations Confirmations { get; }

    public DeviceFlows Flows { get; }

    public Sentinels Sentinels { get; }

    public RollCall Roll { get; }

    public UplinkWatch Uplink { get; }

    /// <summary>Whether what is seen through this lane can be believed, as of the last tick.</summary>
    public Sight Sight { get; private set; } = Sight.Clear;

    /// <summary>Until this moment of the monotonic clock it could not: an echo sent before it proves nothing by being lost.</summary>
    public long DoubtedUntil { get; private set; } = long.MinValue;

    /// <summary>Shared by all lanes.</summary>
    public PingDesk Pings { get; }

    /// <summary>Open only because somebody pings an address of a family in which there are no devices: it keeps no sight.</summary>
    public bool IsForPingsOnly { get; set; }

    /// <summary>The devices of the round that runs.</summary>
    public ProbeOrder Order { get; private set; }

    /// <summary>Number of the round that runs.</summary>
    public long Round { get; private set; }

    /// <summary>Nothing is in flight.</summary>
    public bool IsIdle => Ring.IsEmpty;

    /// <summary>A round begins.</summary>
    public void Begin(RoundPlan plan, ProbeOrder order, long startMono, long startWall)
    {
        if (order != Order)
        {
            Flows.Adopt(Order, order);
            Confirmations.Adopt(Order, order);
            Roll.Adopt(Order, order);
            Sentinels.Adopt(order);
            Order = _newest = order;
        }

        Round = plan.Number;

        // Catching up runs at twice the rate, and so may confirmations; the longest timeout has to pass before a place is free again.
        var longest = TimeoutClass.Nanos(order.Timeouts[^1]) / 1e9;
        var perSecond = Math.Max(order.PerSecond, SendBudget.LeastPerSecond);
        Ring.Reserve(1024 + (int)Math.Min(3 * perSecond * (longest + 1), int.MaxValue / 4), order.Timeouts);
        foreach (var group in Family == AddressFamily.InterNetwork ? order.V4 : order.V6)
        {
            if (group.IsInRound(plan.Number))
            {
                _schedules.Add(new RoundSchedule(plan, order, group, startMono, startWall));
            }
        }
    }

    /// <summary>Takes the judgement of a tick. Nobody stays suspect by what is not believed.</summary>
    public void Judge(Sight sight, long nowMono)
    {
        Sight = sight;
        if (!sight.IsClear)
        {
            DoubtedUntil = nowMono;
            Confirmations.Clear();
        }
    }

    /// <summary>Reads what has arrived, and ends what has expired.</summary>
    public void Receive(long nowMono)
    {
        if (_receiver.Drain())
        {
            while (Ring.TryExpire(nowMono, out var ticket))
            {
                _ends.Lost(ref Ring.Place(ticket), nowMono);
            }
        }
    }

    /// <summary>Sends what is due, and reads between the parts of what is much: the answers to a burst must not fill the socket before anybody looks.</summary>
    /// <returns>Whether the kernel's queue had no room for it.</returns>
    public bool Send(long nowMono, long nowWall, long horizon)
    {
        FollowNames();
        if (!_transport.State.CanSend)
        {
            Pings.Refuse(Family, _transport.State);
        }

        int sent;
        do
        {
            sent = _sender.SendDue(nowMono, nowWall, horizon);
            if (sent > EchoSender.Batch)
            {
                _receiver.Drain();
            }
        }
        while (sent >= EchoSender.MostAtOnce);

        return _sender.IsBlocked;
    }

    /// <summary>The next echo to send, whatever it is for: what keeps the sight first, then the rounds, then what follows from them.</summary>
    public bool TryTake(long nowMono, long nowWall, long horizon, out DueEcho due, out bool isTooLate)
    {
        if (IsForPingsOnly)
        {
            isTooLate = false;
            return Pings.TryTake(Family, Order, _timeout, nowMono, nowWall, out due);
        }

        isTooLate = false;
        if (Sentinels.TryTake(Order, _sentinelTimeout, nowMono, nowWall, out due))
        {
            return true;
        }

        if (_schedules.TryTake(horizon, nowMono, out due, out isTooLate) || Confirmations.TryTake(Order, Round, nowMono, nowWall, out due))
        {
            if (_newest != due.Order && due.Order.HasMoved(due.Slot, _newest))
            {
                due = due with { Order = _newest, Destination = _newest.Address(due.Slot) };
            }

            return true;
        }

        return Pings.TryTake(Family, Order, _timeout, nowMono, nowWall, out due);
    }

    /// <summary>Sends no more: what is scheduled is cancelled, what is in flight still has its time.</summary>
    public void StopSending()
    {
        _sender.Cancel();
        while (_schedules.TryTake(long.MaxValue, 0, out var due, out _))
        {
            _ends.Unsent(in due, EchoResult.Cancelled, 0, 0);
        }
    }

    public void EndAll(EchoResult result, int errno)
    {
        while (Ring.TryEnd(out var ticket))
        {
            _ends.End(ref Ring.Place(ticket), result, errno);
        }
    }

    /// <summary>Opens another socket if this one is broken or was never allowed.</summary>
    /// <returns>Whether there is a new one.</returns>
    public bool Reopen(long nowMono)
    {
        if (_transport.State.CanSend)
        {
            _nextOpen = nowMono + ReopenBrokenNs;
            return false;
        }

        // Replies to what was in flight when a socket broke cannot be read any more: that is no fault of the devices.
        EndAll(EchoResult.NotSent, Errno.NetDown);
        if (nowMono < _nextOpen)
        {
            return false;
        }

        CountDrops();
        _transport.Dispose();
        _drops = 0;
        Volatile.Write(ref _transport, _source.Open(Family));
        _nextOpen = nowMono + ReopenForbiddenNs;
        return true;
    }

    /// <summary>Books what the kernel has thrown away since this was last called.</summary>
    public void CountDrops()
    {
        var drops = _transport.Drops;
        _tally.SocketDrops(Family, Math.Max(0, drops - _drops));
        _drops = drops;
    }

    public void Dispose() => _transport.Dispose();

    /// <summary>A name that moves within a round is followed at once: what is still to be sent goes to where its device is now, and nothing that was lost at the old address counts against it.</summary>
    private void FollowNames()
    {
        var newest = _orders.Current;
        if (newest == _newest)
        {
            return;
        }

        foreach (var slot in Order.Named)
        {
            if (Order.HasMoved(slot, newest))
            {
                Confirmations.Forget(slot);
                Roll.Forget(slot);
            }
        }

        _newest = newest;
    }
}
