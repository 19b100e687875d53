using WardOps.Core.Devices;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>A closed round: every echo of it has ended. Immutable once published.</summary>
/// <param name="Plan">What the round set out to do.</param>
/// <param name="ClosedAt">Wall clock when its last echo ended.</param>
/// <param name="Results">By slot; a device that was not probed has a default entry, which is not known.</param>
public sealed record Round(RoundPlan Plan, DateTimeOffset ClosedAt, DeviceRound[] Results)
{
    /// <summary>Whether the monitor could be believed during it; if not, nothing is known of any device.</summary>
    public Sight Sight { get; init; } = Sight.Clear;

    /// <summary>Whether each address family could be believed during it, where the monitor as a whole could; of one that could not, nothing is known of its devices.</summary>
    public FamilySights Families { get; init; }

    /// <summary>Whether all of it could be believed.</summary>
    public bool IsBelieved => Sight.IsClear && Families.IsClear;

    public long Number => Plan.Number;

    /// <summary>Aligned start of the round: the time of all its samples.</summary>
    public DateTimeOffset At => Plan.At;

    public Catalog Catalog => Plan.Catalog;

    public DeviceRound this[WatchedDevice device] => Results[device.Slot];
}
