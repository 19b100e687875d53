using WardOps.Core.Devices;

namespace WardOps.Core.Alerts.Book;

/// <summary>The enabled devices of each branch. Made once for each catalog.</summary>
internal sealed class BranchIndex
{
    private readonly Dictionary<Guid, List<WatchedDevice>> _byBranch = [];

    public BranchIndex(Catalog catalog)
    {
        foreach (var device in catalog.Probed)
        {
            if (!_byBranch.TryGetValue(device.BranchId, out var devices))
            {
                _byBranch[device.BranchId] = devices = [];
            }

            devices.Add(device);
        }
    }

    public IReadOnlyList<WatchedDevice> this[Guid branch] => _byBranch.GetValueOrDefault(branch) ?? [];
}
