using System.Buffers.Binary;

namespace WardOps.Core.Status;

/// <summary>Which devices a list shows and in what order: the same for the page, its address and the API. Null is no restriction.</summary>
/// <param name="Status">Only devices with this status.</param>
/// <param name="Branch">Only this branch, by exact name.</param>
/// <param name="Region">Only this region, by exact name.</param>
/// <param name="DeviceType">Only this type, by exact name.</param>
/// <param name="Search">Part of a name, an address or a branch; case does not matter.</param>
/// <param name="Sort">The order.</param>
/// <param name="Descending">The order reversed.</param>
public sealed record DeviceQuery(
    DeviceStatus? Status = null,
    string? Branch = null,
    string? Region = null,
    string? DeviceType = null,
    string? Search = null,
    DeviceSort Sort = DeviceSort.Problems,
    bool Descending = false)
{
    private static readonly (string Word, DeviceSort Sort)[] s_sorts =
    [
        ("name", DeviceSort.Name), ("ip", DeviceSort.Ip), ("status", DeviceSort.Status), ("branch", DeviceSort.Branch), ("region", DeviceSort.Region),
        ("device_type", DeviceSort.DeviceType), ("rtt_ms", DeviceSort.RttMs), ("loss_percent", DeviceSort.LossPercent), ("since", DeviceSort.Since),
    ];

    private static readonly (string Word, DeviceStatus Status)[] s_statuses =
    [
        ("up", DeviceStatus.Up), ("down", DeviceStatus.Down), ("unreachable", DeviceStatus.Unreachable), ("unknown", DeviceStatus.Unknown),
    ];

    /// <summary>Reads the words of a query string. What is not understood is left out, and said in <paramref name="faults"/>.</summary>
    public static DeviceQuery Parse(
        string? status, string? branch, string? region, string? deviceType, string? search, string? sort, ICollection<string> faults)
    {
        var descending = sort is ['-', ..];
        var column = descending ? sort![1..] : sort;
        return new DeviceQuery(
            Word(status, s_statuses, "status", faults),
            Text(branch),
            Text(region),
            Text(deviceType),
            Text(search)?.Trim(),
            Word(column, s_sorts, "sort", faults) ?? DeviceSort.Problems,
            descending);
    }

    /// <summary>The words that <see cref="Parse"/> reads, with a question mark before them; empty if nothing is restricted.</summary>
    public string ToQueryString()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("status", s_statuses.FirstOrDefault(s => s.Status == Status && Status is not null).Word),
            ("branch", Branch),
            ("region", Region),
            ("device_type", DeviceType),
            ("search", Search),
            ("sort", SortWord()),
        };
        var text = string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return text.Length == 0 ? "" : "?" + text;
    }

    /// <summary>The word for the order, with a minus sign for a reversed one; null for the order by problems.</summary>
    public string? SortWord()
        => s_sorts.FirstOrDefault(s => s.Sort == Sort).Word is { } word ? (Descending ? "-" : "") + word : null;

    /// <summary>The devices of <paramref name="board"/> that fit, in order.</summary>
    public IReadOnlyList<DeviceState> Apply(Board board)
    {
        var found = board.States.Where(Fits);
        return [.. Sort == DeviceSort.Problems ? ByProblems(found) : Sorted(found)];
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static T? Word<T>(string? text, (string Word, T Value)[] words, string name, ICollection<string> faults)
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var (word, value) in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        faults.Add($"{name} must be one of {string.Join(", ", words.Select(w => w.Word))}.");
        return null;
    }

    private static IOrderedEnumerable<DeviceState> ByProblems(IEnumerable<DeviceState> states) => states
        .OrderBy(Severity)
        .ThenByDescending(s => s.DownSince)
        .ThenBy(s => s.Device.Name, StringComparer.InvariantCultureIgnoreCase);

    private static int Severity(DeviceState state) => state.Status switch
    {
        DeviceStatus.Down => 0,
        DeviceStatus.Unreachable => 1,
        DeviceStatus.Unknown => 2,
        _ => 3,
    };

    private static uint Number(DeviceState state)
        => state.Device.Address?.GetAddressBytes() is { Length: 4 } v4 ? BinaryPrimitives.ReadUInt32BigEndian(v4) : uint.MaxValue;

    private bool Fits(DeviceState state)
    {
        var device = state.Device;
        return (Status is null || state.Status == Status)
            && (Branch is null || device.Branch == Branch)
            && (Region is null || device.Region == Region)
            && (DeviceType is null || device.DeviceType == DeviceType)
            && (Search is null || Contains(device.Name) || Contains(device.Ip) || Contains(device.Branch));
    }

    private bool Contains(string text) => text.Contains(Search!, StringComparison.OrdinalIgnoreCase);

    private IOrderedEnumerable<DeviceState> Sorted(IEnumerable<DeviceState> states) => (Sort switch
    {
        DeviceSort.Ip => By(states, Number),
        DeviceSort.Status => By(states, Severity),
        DeviceSort.Branch => By(states, s => s.Device.Branch, StringComparer.InvariantCultureIgnoreCase),
        DeviceSort.Region => By(states, s => s.Device.Region, StringComparer.InvariantCultureIgnoreCase),
        DeviceSort.DeviceType => By(states, s => s.Device.DeviceType, StringComparer.InvariantCultureIgnoreCase),
        DeviceSort.RttMs => ByKnown(states, s => s.RttMs),
        DeviceSort.LossPercent => ByKnown(states, s => s.LossPercent),
        DeviceSort.Since => ByKnown(states, s => s.Since),
        _ => By(states, s => s.Device.Name, StringComparer.InvariantCultureIgnoreCase),
    }).ThenBy(s => s.Device.Name, StringComparer.InvariantCultureIgnoreCase).ThenBy(s => s.Device.Id);

    private IOrderedEnumerable<DeviceState> By<TKey>(IEnumerable<DeviceState> states, Func<DeviceState, TKey> key, IComparer<TKey>? comparer = null)
        => Descending ? states.OrderByDescending(key, comparer) : states.OrderBy(key, comparer);

    /// <summary>What has no value stands last in either direction.</summary>
    private IOrderedEnumerable<DeviceState> ByKnown<TKey>(IEnumerable<DeviceState> states, Func<DeviceState, TKey?> key)
        where TKey : struct
    {
        var known = states.OrderBy(s => key(s) is null);
        return Descending ? known.ThenByDescending(key) : known.ThenBy(key);
    }
}
