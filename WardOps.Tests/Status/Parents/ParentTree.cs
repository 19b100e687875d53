using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status.Parents;

/// <summary>Device 0 is the router of a branch, 1 to 11 are behind it, and 50 others stand elsewhere with an anchor that answers: on a simulated network in virtual time.</summary>
internal sealed class ParentTree
{
    public const int Children = 11;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    public ParentTree(Func<WatchedDevice, WatchedDevice>? change = null, MaintenanceWindows? windows = null, DateTimeOffset? start = null)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Fleet.Devices(Children + 51).Select((d, i) => d with
        {
            Branch = i <= Children ? "Batumi" : "Elsewhere",
            BranchId = Fleet.BranchId(i <= Children ? "Batumi" : "Elsewhere"),
            DeviceType = i == 0 ? "Router" : "ATM",
        }).Select(change ?? (d => d)));
        Watch = WatchedRun.Behind(anchor: true, catalog, null, windows, start);
        Watch.Run.For(25 * s_second);
        Assert.Equal(Children + 51, Watch.Totals.Up);
        Watch.Transitions.Clear();
    }

    public WatchedRun Watch { get; }

    public Catalog Catalog => Watch.Catalog.Current;

    public DateTimeOffset Now => Watch.Run.Time.GetUtcNow();

    public DeviceState this[int number] => Watch[number];

    /// <summary>What became of whom, in order of time: "0 Down".</summary>
    public IEnumerable<string> Story => Watch.Transitions.Select(t => $"{t.Change.Device.Name["Device ".Length..]} {t.Change.To}");

    public static Guid Id(int number) => Fleet.Device(number, Fleet.Address(number)).Id;

    /// <summary>From now on nothing comes from these, and so many seconds pass.</summary>
    public ParentTree Cut(IEnumerable<int> numbers, double seconds = 0)
    {
        Watch.Cut(numbers.Select(n => Catalog.Find(Id(n))!));
        return Wait(seconds);
    }

    /// <summary>These answer again.</summary>
    public ParentTree Mend(IEnumerable<int> numbers, double seconds = 0)
    {
        foreach (var number in numbers)
        {
            Watch.Run.Network[Fleet.Address(number)] = EchoBehaviour.Healthy;
        }

        return Wait(seconds);
    }

    public ParentTree Wait(double seconds)
    {
        if (seconds > 0)
        {
            Watch.Run.For(seconds * s_second);
        }

        return this;
    }

    /// <summary>Every device becomes what this says.</summary>
    public void Change(Func<WatchedDevice, WatchedDevice?> change) => Watch.Catalog.Swap(Catalog.Devices.Select(change).OfType<WatchedDevice>());
}
