namespace WardOps.Core.Status;

/// <summary>How many enabled devices have which status. Disabled devices are not watched and count nowhere.</summary>
public readonly record struct BoardTotals(int Total, int Up, int Down, int Unreachable, int Unknown)
{
    public static BoardTotals Of(IEnumerable<DeviceState> states)
    {
        int up = 0, down = 0, unreachable = 0, unknown = 0;
        foreach (var state in states.Where(s => s.Device.Enabled))
        {
            switch (state.Status)
            {
                case DeviceStatus.Up: up++; break;
                case DeviceStatus.Down: down++; break;
                case DeviceStatus.Unreachable: unreachable++; break;
                default: unknown++; break;
            }
        }

        return new BoardTotals(up + down + unreachable + unknown, up, down, unreachable, unknown);
    }
}
