namespace WardOps.Core.History.Sums;

/// <summary>One device's ring of five-minute sums, with their totals. Counts are rounds.</summary>
internal sealed class DeviceSums
{
    private readonly ushort[] _up = new ushort[RollingSums.Steps];
    private readonly ushort[] _known = new ushort[RollingSums.Steps];

    public int Up { get; private set; }

    public int Known { get; private set; }

    public void Book(int place, int up, int known)
    {
        _up[place] = (ushort)(_up[place] + up);
        _known[place] = (ushort)(_known[place] + known);
        Up += up;
        Known += known;
    }

    public void Clear(int place)
    {
        Up -= _up[place];
        Known -= _known[place];
        _up[place] = 0;
        _known[place] = 0;
    }
}
