using System.Collections.Immutable;
using System.Globalization;
using WardOps.Core.Devices;

namespace WardOps.Core.History.Sums;

/// <summary>The probed devices of one catalog as the sums need them, in arrays by their order, made once per catalog.</summary>
internal sealed class SumsRoster
{
    // Vake-2 comes before Vake-10.
    private static readonly StringComparer s_byNumber = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);

    private readonly Dictionary<string, int> _regions;

    private SumsRoster(Catalog catalog, ProbePolicy policy, Func<Guid, int> placeOf)
    {
        Catalog = catalog;
        Slots = [.. Devices.Select(d => d.Slot)];
        Places = [.. Devices.Select(d => placeOf(d.Id))];
        EveryRounds = [.. Devices.Select(d => policy.Of(d).EveryRounds)];
        Regions = [.. Devices.Select(d => d.Region).Distinct().Order(StringComparer.Ordinal).Select(r => (r, r))];
        Branches = [.. Devices.Select(d => (Name: d.Branch, d.Region)).Distinct().OrderBy(b => b.Region, StringComparer.Ordinal).ThenBy(b => b.Name, s_byNumber)];
        _regions = Regions.Select((r, i) => (r.Name, Index: i)).ToDictionary(r => r.Name, r => r.Index, StringComparer.Ordinal);
        var branches = Branches.Select((b, i) => (Branch: b, Index: i)).ToDictionary(b => b.Branch, b => b.Index);
        RegionOf = [.. Devices.Select(d => _regions[d.Region])];
        BranchOf = [.. Devices.Select(d => branches[(d.Branch, d.Region)])];
    }

    public Catalog Catalog { get; }

    public ImmutableArray<WatchedDevice> Devices => Catalog.Probed;

    /// <summary>Where each device's results are in a round.</summary>
    public int[] Slots { get; }

    /// <summary>Where each device's sums are.</summary>
    public int[] Places { get; }

    /// <summary>Each takes part in every so many-th round.</summary>
    public int[] EveryRounds { get; }

    /// <summary>In order of name.</summary>
    public ImmutableArray<(string Name, string Region)> Regions { get; }

    /// <summary>In order of region, then of name.</summary>
    public ImmutableArray<(string Name, string Region)> Branches { get; }

    /// <summary>Which of <see cref="Regions"/> each device is in.</summary>
    public int[] RegionOf { get; }

    /// <summary>Which of <see cref="Branches"/> each device is in.</summary>
    public int[] BranchOf { get; }

    /// <param name="catalog">Whose devices.</param>
    /// <param name="policy">How often they are asked.</param>
    /// <param name="placeOf">Gives each its place.</param>
    public static SumsRoster Of(Catalog catalog, ProbePolicy policy, Func<Guid, int> placeOf) => new(catalog, policy, placeOf);

    /// <summary>Index of a region; -1 if no probed device is there.</summary>
    public int FindRegion(string region) => _regions.TryGetValue(region, out var index) ? index : -1;
}
