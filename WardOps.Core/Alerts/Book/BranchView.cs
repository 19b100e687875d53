using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>What is wrong in one branch at one moment.</summary>
internal sealed class BranchView
{
    /// <summary>Its devices that are down by themselves.</summary>
    public List<DeviceState> Down { get; } = [];

    /// <summary>The devices, of whatever branch, that are away because one of this branch is down, with that one.</summary>
    public List<(DeviceState Cause, DeviceState Away)> Behind { get; } = [];

    /// <summary>All branches in which something is wrong.</summary>
    public static Dictionary<Guid, BranchView> Of(Board board)
    {
        Dictionary<Guid, BranchView> views = [];
        if (board.Totals.Down + board.Totals.Unreachable == 0)
        {
            return views;
        }

        foreach (var device in board.Catalog.Probed)
        {
            if (board.BySlot[device.Slot] is not { } state)
            {
                continue;
            }

            if (state.Status == DeviceStatus.Down)
            {
                For(views, device.BranchId).Down.Add(state);
            }
            else if (state.Status == DeviceStatus.Unreachable && board.Behind(state) is { } cause)
            {
                For(views, cause.Device.BranchId).Behind.Add((cause, state));
            }
        }

        return views;
    }

    private static BranchView For(Dictionary<Guid, BranchView> views, Guid branch)
    {
        if (!views.TryGetValue(branch, out var view))
        {
            views[branch] = view = new BranchView();
        }

        return view;
    }
}
