namespace WardOps.Core.Probing;

/// <summary>
/// What the network sees of each device: the ICMP identifier and sequence number of its echoes. Sequence numbers count per
/// device. A device that stays silent for long gets another identifier from time to time, since some firewalls hold on to a
/// dead flow and would keep a device that has come back dark.
/// </summary>
internal sealed class DeviceFlows(long renewNs)
{
    // An ICMP error is about one of the latest echoes; more than this many back it is forged or stale.
    private const int Recent = 16;

    private ushort[] _sequence = [];
    private ushort[] _refused = [];   // a bit for each of the latest sequence numbers
    private byte[] _variant = [];
    private long[] _silentSince = [];

    /// <summary>Makes room for the devices of another catalog. One that takes over a slot starts anew, but for the sequence number.</summary>
    public void Adopt(ProbeOrder was, ProbeOrder order)
    {
        if (order.Slots > _sequence.Length)
        {
            Array.Resize(ref _sequence, order.Slots);
            Array.Resize(ref _refused, order.Slots);
            Array.Resize(ref _variant, order.Slots);
            Array.Resize(ref _silentSince, order.Slots);
        }

        for (var slot = 0; slot < was.Slots; slot++)
        {
            if (was.Device(slot)?.Id != order.Device(slot)?.Id)
            {
                _variant[slot] = 0;
                _silentSince[slot] = 0;
            }
        }
    }

    public ushort NextSequence(int slot)
    {
        var sequence = _sequence[slot]++;
        _refused[slot] &= (ushort)~Bit(sequence);
        return sequence;
    }

    /// <summary>Which of the identifiers it uses now.</summary>
    public int Variant(int slot) => _variant[slot];

    public bool IsRecent(int slot, ushort sequence) => (ushort)(_sequence[slot] - 1 - sequence) < Recent;

    /// <summary>An ICMP error says that this recent echo was not delivered.</summary>
    public void Refused(int slot, ushort sequence) => _refused[slot] |= Bit(sequence);

    /// <summary>Whether <see cref="Refused"/> was called for this echo, which is a recent one.</summary>
    public bool IsRefused(int slot, ushort sequence) => IsRecent(slot, sequence) && (_refused[slot] & Bit(sequence)) != 0;

    public void Answered(int slot) => _silentSince[slot] = 0;

    public void Lost(int slot, long nowMono)
    {
        if (_silentSince[slot] == 0)
        {
            _silentSince[slot] = nowMono;
        }
        else if (nowMono - _silentSince[slot] >= renewNs)
        {
            _silentSince[slot] = nowMono;
            _variant[slot]++;
        }
    }

    private static ushort Bit(ushort sequence) => (ushort)(1 << (sequence % Recent));
}
