using System.Collections.Immutable;
using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>What is true now, of all devices. Immutable: a reader holds one and everything in it fits together.</summary>
/// <param name="Version">Grows with every new board.</param>
/// <param name="AsOf">Wall clock of the tick that made it.</param>
/// <param name="Catalog">The devices on it.</param>
/// <param name="BySlot">State by slot; null where no device is.</param>
/// <param name="Totals">How many have which status.</param>
/// <param name="LastRound">The last closed round; null before the first one since the store was created.</param>
/// <param name="Recent">The last changes of status, newest first; at most <see cref="StatusOptions.RecentChanges"/>.</param>
/// <param name="Transport">Whether echoes can be sent.</param>
public sealed record Board(
    long Version,
    DateTimeOffset AsOf,
    Catalog Catalog,
    ImmutableArray<DeviceState?> BySlot,
    BoardTotals Totals,
    RoundMark? LastRound,
    ImmutableList<StatusChange> Recent,
    EchoTransportState Transport)
{
    /// <summary>Why nothing that is seen is believed just now; null while it is.</summary>
    public Blindness? Blind { get; init; }

    /// <summary>Why nothing that is seen over one address family is believed, where the other can be; null while both can, or neither.</summary>
    public Blindness? PartlyBlind { get; init; }

    /// <summary>The wall clock was set back and has not caught up with the rounds; null in the regular run.</summary>
    public ClockSetback? Setback { get; init; }

    public static Board Empty { get; } = new(
        0, DateTimeOffset.UnixEpoch, Catalog.Empty, [], default, null, [], EchoTransportState.Ready(EchoTransportMode.Unavailable));

    /// <summary>All states, in slot order.</summary>
    public IEnumerable<DeviceState> States => BySlot.OfType<DeviceState>();

    /// <summary>The device whose death keeps this one from being reached: the last one up the parents that is down by itself; null unless it is unreachable, and once a parent is back.</summary>
    public DeviceState? Behind(DeviceState state)
    {
        DeviceState? cause = null;
        for (var at = state; at is { Status: DeviceStatus.Unreachable };)
        {
            at = Away(at.Device.Slot);
            cause = at ?? cause;
        }

        return cause;
    }

    /// <summary>The parent that is down; else one that is unreachable; null if there is none.</summary>
    private DeviceState? Away(int slot)
    {
        DeviceState? unreachable = null;
        foreach (var parent in Catalog.Parents[slot])
        {
            switch (BySlot[parent])
            {
                case { Status: DeviceStatus.Down } down: return down;
                case { Status: DeviceStatus.Unreachable } away: unreachable ??= away; break;
            }
        }

        return unreachable;
    }

    public DeviceState? Find(Guid id) => Catalog.Find(id) is { } device && device.Slot < BySlot.Length ? BySlot[device.Slot] : null;
}
