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
    private byte[] _variant = [];
    private long[] _silentSince = [];

    public void Adopt(int slots)
    {
        if (slots > _sequence.Length)
        {
            Array.Resize(ref _sequence, slots);
            Array.Resize(ref _variant, slots);
            Array.Resize(ref _silentSince, slots);
        }
    }

    public ushort NextSequence(int slot) => _sequence[slot]++;

    /// <summary>Which of the identifiers it uses now.</summary>
    public int Variant(int slot) => _variant[slot];

    public bool IsRecent(int slot, ushort sequence) => (ushort)(_sequence[slot] - 1 - sequence) < Recent;

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
}
