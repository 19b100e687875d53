using System.Net.Sockets;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>
/// Who answers, by slot: what the self-check knows of the devices of one address family. While the uplink is suspect it also
/// keeps who was up when it began, and who of these has been heard since. One look at a few bytes per echo, and no allocation.
/// </summary>
internal sealed class RollCall(AddressFamily family)
{
    // A timeout is at most as long, and so is a turn.
    private const long SoonNs = 10_000_000_000;

    private bool[] _isMine = [];   // an echo may end after its device has gone
    private bool[] _isAnswering = [];
    private long[] _fellMono = [];
    private long[] _heardMono = [];
    private Part[] _parts = [];
    private Refusal[] _refusals = [];
    private long _acceptedMono;
    private RollTick _tick;
    private bool _hasLost;

    /// <summary>Devices that are asked over this family.</summary>
    public int Hosts { get; private set; }

    /// <summary>Devices whose last echo was answered.</summary>
    public int Answering { get; private set; }

    /// <summary>Devices whose last echo could not leave by a fault of the whole monitor.</summary>
    public int NotSent { get; private set; }

    /// <summary>Devices whose last echo was refused by a route or a firewall rule of this machine.</summary>
    public int NotRouted { get; private set; }

    /// <summary>Devices that answered when the uplink became suspect.</summary>
    public int UpAtOnset { get; private set; }

    /// <summary>Of these, the ones that have answered since, and did so the last time they were asked.</summary>
    public int Heard { get; private set; }

    /// <summary>Takes the devices of another catalog. Another device, or one with another address, starts anew; one that is gone counts no more.</summary>
    public void Adopt(ProbeOrder was, ProbeOrder order)
    {
        if (order.Slots > _isAnswering.Length)
        {
            Array.Resize(ref _isMine, order.Slots);
            Array.Resize(ref _isAnswering, order.Slots);
            Array.Resize(ref _fellMono, order.Slots);
            Array.Resize(ref _heardMono, order.Slots);
            Array.Resize(ref _parts, order.Slots);
            Array.Resize(ref _refusals, order.Slots);
        }

        Hosts = 0;
        for (var slot = 0; slot < order.Slots; slot++)
        {
            var isOther = was.Device(slot)?.Id != order.Device(slot)?.Id;
            _isMine[slot] = IsMine(order, slot);
            Hosts += _isMine[slot] && order.Address(slot).IsSet ? 1 : 0;
            if (isOther)
            {
                (_fellMono[slot], _heardMono[slot]) = (0, 0);
            }

            if (isOther || !_isMine[slot] || was.Address(slot) != order.Address(slot))
            {
                Forget(slot);
                Move(slot, isOther || !_isMine[slot] || _parts[slot] == Part.None ? Part.None : Part.Up);
            }
        }
    }

    /// <summary>The device is asked elsewhere from now on: nothing is known of it there.</summary>
    public void Forget(int slot)
    {
        Answer(slot, false);
        Refuse(slot, Refusal.None);
    }

    /// <summary>The counts of the tick that ends, and another one begins.</summary>
    public RollTick TakeTick()
    {
        var tick = _tick;
        _tick = default;
        return tick;
    }

    /// <summary>Whether some device has lost an echo since this was last asked.</summary>
    public bool TakeHasLost()
    {
        var hasLost = _hasLost;
        _hasLost = false;
        return hasLost;
    }

    /// <summary>The uplink is suspect: from now on it counts who of those that were up is heard.</summary>
    /// <param name="order">The devices.</param>
    /// <param name="onsetMono">When it became so, on the monotonic clock. Who fell silent then, or up to ten seconds before, was up: of an
    /// uplink that flaps, one suspicion follows another, and those who were up before the first must not be lost count of.</param>
    public void Begin(ProbeOrder order, long onsetMono)
    {
        _acceptedMono = 0;
        for (var slot = 0; slot < order.Slots; slot++)
        {
            var fellOfLate = _fellMono[slot] != 0 && _fellMono[slot] >= onsetMono - SoonNs;
            Move(slot, _isMine[slot] && (_isAnswering[slot] || fellOfLate) ? Part.Up : Part.None);
        }
    }

    /// <summary>The uplink works after all: who fell silent until now has been silent since then (<see cref="SilentSince"/>).</summary>
    public void Accept(long nowMono) => _acceptedMono = nowMono;

    /// <summary>The uplink is above suspicion.</summary>
    public void End()
    {
        (_acceptedMono, UpAtOnset, Heard) = (0, 0, 0);
        Array.Clear(_parts);
    }

    /// <summary>When the first echo of the row to which this lost one belongs was sent, if that was while the uplink was suspect without cause.</summary>
    /// <returns>Monotonic clock in nanoseconds; 0 if the row began in full sight.</returns>
    public long SilentSince(int slot) => _acceptedMono != 0 && _parts[slot] == Part.Silent && _fellMono[slot] < _acceptedMono ? _fellMono[slot] : 0;

    /// <summary>An echo to the device has left.</summary>
    public void Sent(int slot)
    {
        if (_isMine[slot])
        {
            Refuse(slot, Refusal.None);
        }
    }

    /// <summary>An echo to the device did not leave. A name that does not resolve, or a family without a socket, is no matter of the network.</summary>
    public void Unsent(int slot, NotSentReason reason)
    {
        if (_isMine[slot] && reason is not (NotSentReason.NoAddress or NotSentReason.NoSocket))
        {
            Refuse(slot, SendErrors.IsOfTheMonitor(reason) ? Refusal.Monitor : Refusal.Route);
        }
    }

    public void Answered(int slot, long sentMono)
    {
        if (!_isMine[slot])
        {
            return;
        }

        var isAsked = _isAnswering[slot] ? 1 : 0;
        var isHeard = _parts[slot] == Part.Heard ? 1 : 0;
        _tick = new RollTick(_tick.All + new Fallen(isAsked, 0), _tick.Heard + new Fallen(isHeard, 0));
        Answer(slot, true);
        _heardMono[slot] = Math.Max(_heardMono[slot], sentMono);
        Move(slot, _parts[slot] == Part.None ? Part.None : Part.Heard);
    }

    public void Lost(int slot, long sentMono)
    {
        if (!_isMine[slot])
        {
            return;
        }

        _hasLost = true;
        if (sentMono < _heardMono[slot])
        {
            return;   // the device has answered a later one
        }

        if (_isAnswering[slot])
        {
            var isAgain = _fellMono[slot] != 0 && sentMono - _fellMono[slot] < SoonNs;
            _tick = _tick with { All = _tick.All + new Fallen(1, 1) { Again = isAgain ? 1 : 0 } };
            _fellMono[slot] = sentMono;
            Answer(slot, false);
        }

        if (_parts[slot] is Part.Up or Part.Heard)
        {
            var wasHeard = _parts[slot] == Part.Heard ? 1 : 0;
            _tick = _tick with { Heard = _tick.Heard + new Fallen(wasHeard, wasHeard) };
            Move(slot, Part.Silent);
        }
    }

    private bool IsMine(ProbeOrder order, int slot)
        => order.Device(slot) is not null && (order.Address(slot) is var address && address.IsSet ? address.Family : AddressFamily.InterNetwork) == family;

    private void Answer(int slot, bool isAnswering)
    {
        if (_isAnswering[slot] != isAnswering)
        {
            _isAnswering[slot] = isAnswering;
            Answering += isAnswering ? 1 : -1;
        }
    }

    private void Refuse(int slot, Refusal refusal)
    {
        var was = _refusals[slot];
        if (was != refusal)
        {
            _refusals[slot] = refusal;
            NotSent += (refusal == Refusal.Monitor ? 1 : 0) - (was == Refusal.Monitor ? 1 : 0);
            NotRouted += (refusal == Refusal.Route ? 1 : 0) - (was == Refusal.Route ? 1 : 0);
        }
    }

    private void Move(int slot, Part part)
    {
        var was = _parts[slot];
        if (was != part)
        {
            _parts[slot] = part;
            UpAtOnset += (part == Part.None ? 0 : 1) - (was == Part.None ? 0 : 1);
            Heard += (part == Part.Heard ? 1 : 0) - (was == Part.Heard ? 1 : 0);
        }
    }

    /// <summary>What a device plays in a suspicion.</summary>
    private enum Part : byte
    {
        /// <summary>None: it was not up when it began.</summary>
        None,

        /// <summary>It was up, and no echo to it has ended since.</summary>
        Up,
        Heard,
        Silent,
    }

    /// <summary>By whom its last echo was refused.</summary>
    private enum Refusal : byte
    {
        None,
        Monitor,
        Route,
    }
}
