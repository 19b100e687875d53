namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>The rules that ask for a device: by kind, and the worst of a kind first. One for all devices that have the same.</summary>
internal sealed class RuleProfile
{
    /// <summary>What is asked of a device, in the order in which a feed keeps it.</summary>
    public static readonly AlertKind[] Kinds = [AlertKind.Down, AlertKind.Flapping, AlertKind.NoData, AlertKind.PacketLoss, AlertKind.Rtt, AlertKind.Jitter];

    /// <summary>So many of <see cref="Kinds"/>, the first ones, follow from the status; the others are measured by rounds.</summary>
    public const int StatusKinds = 3;

    private static readonly sbyte[] s_places = Places();
    private readonly int[] _ends = new int[Kinds.Length];

    public RuleProfile(IEnumerable<ActiveRule> rules)
    {
        Rules = [.. rules.Where(r => PlaceOf(r.Rule.Kind) >= 0)
            .OrderBy(r => PlaceOf(r.Rule.Kind))
            .ThenByDescending(r => r.Rule.Severity)
            .ThenBy(r => r.Rule.Scope.Kind == Devices.Scopes.ScopeKind.All)   // of two that are as bad, the one that says more
            .ThenBy(r => r.Rule.For)
            .ThenBy(r => r.Rule.Id)];
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            _ends[kind] = Rules.Count(r => PlaceOf(r.Rule.Kind) <= kind);
        }

        NeedsLoss = Rules.Any(r => r.Rule.Kind == AlertKind.PacketLoss);
        NeedsBaseline = Rules.Any(r => r.Rule.AgainstOwn);
    }

    public ActiveRule[] Rules { get; }

    public bool NeedsLoss { get; }

    public bool NeedsBaseline { get; }

    /// <summary>Place of a kind in <see cref="Kinds"/>; -1 for one that is not asked of a device.</summary>
    public static int PlaceOf(AlertKind kind) => (int)kind < s_places.Length ? s_places[(int)kind] : -1;

    /// <summary>Where the rules of a kind begin, by its place.</summary>
    public int Start(int place) => place == 0 ? 0 : _ends[place - 1];

    /// <summary>The first place after them.</summary>
    public int End(int place) => _ends[place];

    private static sbyte[] Places()
    {
        var places = new sbyte[Enum.GetValues<AlertKind>().Length];
        Array.Fill(places, (sbyte)-1);
        for (sbyte i = 0; i < Kinds.Length; i++)
        {
            places[(int)Kinds[i]] = i;
        }

        return places;
    }
}
