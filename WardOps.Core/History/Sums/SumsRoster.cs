using System.Collections.Immutable;
using WardOps.Core.Devices;

namespace WardOps.Core.History.Sums;

/// <summary>The probed devices of one catalog as the sums need them, made once per catalog.</summary>
internal sealed class SumsRoster
{
    private readonly Dictionary<string, int> _regions = new(StringComparer.Ordinal);

    private SumsRoster(Catalog catalog)
    {
        Catalog = catalog;
        Places = new int[Devices.Length];
        SampleSeconds = new double[Devices.Length];
        RegionOf = new int[Devices.Length];
        BranchOf = new int[Devices.Length];
    }

    public Catalog Catalog { get; }

    public ImmutableArray<WatchedDevice> Devices => Catalog.Probed;

    /// <summary>Where each device's sums are.</summary>
    public int[] Places { get; }

    /// <summary>How long one sample of each stands for, in seconds.</summary>
    public double[] SampleSeconds { get; }

    /// <summary>Which of <see cref="Regions"/> each is in.</summary>
    public int[] RegionOf { get; }

    /// <summary>Which of <see cref="Branches"/> each is in.</summary>
    public int[] BranchOf { get; }

    public List<string> Regions { get; } = [];

    public List<(string Name, string Region)> Branches { get; } = [];

    public static SumsRoster Of(Catalog catalog, ProbePolicy policy, Func<Guid, int> placeOf)
    {
        var roster = new SumsRoster(catalog);
        var branches = new Dictionary<(string Name, string Region), int>();
        for (var i = 0; i < roster.Devices.Length; i++)
        {
            var device = roster.Devices[i];
            roster.Places[i] = placeOf(device.Id);
            roster.SampleSeconds[i] = policy.IntervalOf(device).TotalSeconds;
            roster.RegionOf[i] = Index(roster._regions, roster.Regions, device.Region);
            roster.BranchOf[i] = Index(branches, roster.Branches, (device.Branch, device.Region));
        }

        return roster;
    }

    /// <summary>Index of a region; -1 if no probed device is there.</summary>
    public int FindRegion(string region) => _regions.TryGetValue(region, out var index) ? index : -1;

    private static int Index<T>(Dictionary<T, int> indices, List<T> all, T one)
        where T : notnull
    {
        if (!indices.TryGetValue(one, out var index))
        {
            indices.Add(one, index = all.Count);
            all.Add(one);
        }

        return index;
    }
}
