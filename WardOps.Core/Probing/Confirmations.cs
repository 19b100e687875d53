namespace WardOps.Core.Probing;

/// <summary>
/// Follows a lost echo with others, so that an outage is told from a lost packet within seconds: an echo not answered makes
/// its device suspect, and from then on it is asked every half second, until as many echoes in a row were sent as make it
/// Down or one is answered. A regular echo that falls between counts as one of them.
/// </summary>
internal sealed class Confirmations(SendBudget budget, long spacingNs)
{
    private readonly DueRing _first = new();
    private readonly DueRing _again = new();
    private byte[] _lost = [];
    private byte[] _asked = [];
    private bool[] _isQueued = [];
    private long[] _lastSent = [];

    /// <summary>Makes room for the devices of another catalog. Another device, or one with another address, starts anew.</summary>
    public void Adopt(ProbeOrder was, ProbeOrder order)
    {
        if (order.Slots > _lost.Length)
        {
            Array.Resize(ref _lost, order.Slots);
            Array.Resize(ref _asked, order.Slots);
            Array.Resize(ref _isQueued, order.Slots);
            Array.Resize(ref _lastSent, order.Slots);
            _first.Reserve(order.Slots);
            _again.Reserve(order.Slots);
        }

        for (var slot = 0; slot < was.Slots; slot++)
        {
            if (was.Address(slot) != order.Address(slot) || was.Device(slot)?.Id != order.Device(slot)?.Id)
            {
                Forget(slot);
            }
        }
    }

    /// <summary>The device is not suspect any more: it is asked elsewhere from now on.</summary>
    public void Forget(int slot) => _lost[slot] = _asked[slot] = 0;

    /// <summary>An echo to the device has left.</summary>
    public void Sent(int slot, long sentMono)
    {
        _lastSent[slot] = sentMono;
        if (_lost[slot] > 0 && _asked[slot] < byte.MaxValue)
        {
            _asked[slot]++;
        }
    }

    /// <summary>An echo that was to confirm did not leave after all.</summary>
    public void NotSent(ProbeOrder order, int slot, long nowMono)
    {
        if (_lost[slot] > 0 && _asked[slot] < order.DownAfter(slot) && order.Device(slot) is not null)
        {
            Queue(_again, slot, nowMono + spacingNs);
        }
    }

    public void Answered(int slot) => _lost[slot] = _asked[slot] = 0;

    public void Lost(ProbeOrder order, int slot, long nowMono)
    {
        _lost[slot] = (byte)Math.Min(_lost[slot] + 1, byte.MaxValue);
        _asked[slot] = Math.Max(_asked[slot], _lost[slot]);
        if (order.Device(slot) is not null && _asked[slot] < order.DownAfter(slot))
        {
            Queue(_first, slot, nowMono);
        }
    }

    /// <summary>Nobody is suspect any more: what was lost is not believed.</summary>
    public void Clear()
    {
        _first.Clear();
        _again.Clear();
        Array.Clear(_lost);
        Array.Clear(_asked);
        Array.Clear(_isQueued);
    }

    /// <summary>Takes the next confirming echo that is due, if the budget allows one.</summary>
    /// <param name="order">The devices.</param>
    /// <param name="round">The round that runs.</param>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="nowWall">Wall clock, nanoseconds since the Unix epoch.</param>
    /// <param name="due">The echo.</param>
    public bool TryTake(ProbeOrder order, long round, long nowMono, long nowWall, out DueEcho due)
    {
        while (Math.Min(_first.NextDue, _again.NextDue) <= nowMono)
        {
            var ring = _first.NextDue <= _again.NextDue ? _first : _again;
            var isWanted = IsWanted(order, ring, out var isAskedAlready);
            if (isWanted && !isAskedAlready && !budget.TryTake())
            {
                break;
            }

            var (slot, dueMono) = ring.Take();
            _isQueued[slot] = false;
            if (!isWanted)
            {
                continue;
            }

            // One more after this one? Late ones keep their distance too, counted from now.
            if (_asked[slot] + (isAskedAlready ? 0 : 1) < order.DownAfter(slot))
            {
                Queue(_again, slot, (nowMono - dueMono < spacingNs / 2 ? dueMono : nowMono) + spacingNs);
            }

            if (!isAskedAlready)
            {
                due = new DueEcho(
                    order, slot, order.Address(slot), EchoKind.Confirming, order.Timeout(slot), round, 0, dueMono, nowWall - (nowMono - dueMono));
                return true;
            }
        }

        due = default;
        return false;

        bool IsWanted(ProbeOrder devices, DueRing ring, out bool isAskedAlready)
        {
            var (slot, _) = ring.First;
            isAskedAlready = nowMono - _lastSent[slot] < spacingNs / 2;
            return _lost[slot] > 0 && devices.Device(slot) is not null && _asked[slot] < devices.DownAfter(slot);
        }
    }

    private void Queue(DueRing ring, int slot, long dueMono)
    {
        if (!_isQueued[slot])
        {
            _isQueued[slot] = true;
            ring.Add(slot, dueMono);
        }
    }
}
