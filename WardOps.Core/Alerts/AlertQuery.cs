namespace WardOps.Core.Alerts;

/// <summary>Which alerts a list shows and in what order: the same for the page, its address and the API. Null is no restriction.</summary>
/// <param name="Search">Part of a name, an address, a branch or the message; case does not matter.</param>
/// <param name="Severity">Only this severity.</param>
/// <param name="Kind">Only this kind.</param>
/// <param name="Region">Only this region, by exact name.</param>
/// <param name="Branch">Only this branch, by exact name.</param>
/// <param name="DeviceId">Only those about this device, incidents that name it among them.</param>
/// <param name="Attention">Whether somebody sees to it.</param>
/// <param name="Mine">Only those that I have acknowledged, or that are assigned to me.</param>
/// <param name="Sort">The order.</param>
/// <param name="Descending">The order reversed.</param>
public sealed record AlertQuery(
    string? Search = null,
    AlertSeverity? Severity = null,
    AlertKind? Kind = null,
    string? Region = null,
    string? Branch = null,
    Guid? DeviceId = null,
    AlertAttention Attention = AlertAttention.Any,
    bool Mine = false,
    AlertSort Sort = AlertSort.Worst,
    bool Descending = false)
{
    private const int MostSearch = 200;

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => this with { Sort = AlertSort.Worst, Descending = false } != new AlertQuery();

    /// <summary>Reads the words of a query string. What is not understood is left out, and said in <paramref name="faults"/>.</summary>
    public static AlertQuery Parse(
        string? search, string? severity, string? kind, string? region, string? branch, string? device, string? attention, string? mine, string? sort, ICollection<string> faults)
    {
        var descending = sort is ['-', ..];
        return new AlertQuery(
            Text(search)?.Trim() is { } text ? text[..Math.Min(text.Length, MostSearch)] : null,
            Word<AlertSeverity>(severity, "severity", faults),
            Word<AlertKind>(kind, "kind", faults),
            Text(region),
            Text(branch),
            Device(device, faults),
            Word<AlertAttention>(attention, "attention", faults) ?? AlertAttention.Any,
            mine is "1" or "true",
            Word<AlertSort>(descending ? sort![1..] : sort, "sort", faults) ?? AlertSort.Worst,
            descending);
    }

    /// <summary>The words that <see cref="Parse"/> reads, with a question mark before them; empty if nothing is restricted.</summary>
    public string ToQueryString()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("attention", Attention == AlertAttention.Any ? null : Attention.ToWire()),
            ("severity", Severity?.ToWire()),
            ("kind", Kind?.ToWire()),
            ("region", Region),
            ("branch", Branch),
            ("device_id", DeviceId?.ToString()),
            ("mine", Mine ? "1" : null),
            ("search", Search),
            ("sort", Sort == AlertSort.Worst && !Descending ? null : (Descending ? "-" : "") + Sort.ToWire()),
        };
        var text = string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return text.Length == 0 ? "" : "?" + text;
    }

    /// <summary>Those of <paramref name="alerts"/> that fit, in order.</summary>
    /// <param name="alerts">The worst first, as the book has them.</param>
    /// <param name="now">By which it is known what is snoozed.</param>
    /// <param name="me">Who asks; null if nobody has said.</param>
    public IReadOnlyList<Alert> Apply(IEnumerable<Alert> alerts, DateTimeOffset now, string? me)
    {
        var found = alerts.Where(a => Fits(a, now, me));
        return Sort switch
        {
            AlertSort.Worst => Descending ? [.. found.Reverse()] : [.. found],
            AlertSort.Severity => By(found, a => a.Severity),
            AlertSort.Branch => By(found, a => a.Branch, StringComparer.InvariantCultureIgnoreCase),
            AlertSort.Since => By(found, a => a.Since),
            _ => By(found, a => a.Name, StringComparer.InvariantCultureIgnoreCase),
        };
    }

    /// <summary>Whether nobody is reminded of it now.</summary>
    public static bool IsSnoozed(Alert alert, DateTimeOffset now) => alert.SnoozedUntil > now;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static T? Word<T>(string? text, string name, ICollection<string> faults)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var value = AlertWords.Parse<T>(text);
        if (value is null)
        {
            faults.Add($"{name} must be one of {string.Join(", ", AlertWords.All<T>())}.");
        }

        return value;
    }

    private static Guid? Device(string? text, ICollection<string> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        faults.Add("device_id must be the id of a device, such as GET /api/v1/devices gives it.");
        return null;
    }

    private bool Fits(Alert a, DateTimeOffset now, string? me)
        => (Severity is null || a.Severity == Severity)
        && (Kind is null || a.Kind == Kind)
        && (Region is null || a.Region == Region)
        && (Branch is null || a.Branch == Branch)
        && (DeviceId is not { } device || a.IsAbout(device))
        && (!Mine || (me is not null && (Same(a.AssignedTo, me) || Same(a.AcknowledgedBy, me))))
        && (Search is null || Contains(a.Name) || Contains(a.Ip) || Contains(a.Branch) || Contains(a.Message))
        && Attention switch
        {
            AlertAttention.Acknowledged => a.AcknowledgedBy is not null,
            AlertAttention.Unacknowledged => a.AcknowledgedBy is null,
            AlertAttention.Snoozed => IsSnoozed(a, now),
            _ => true,
        };

    private static bool Same(string? name, string me) => string.Equals(name, me, StringComparison.OrdinalIgnoreCase);

    private bool Contains(string text) => text.Contains(Search!, StringComparison.OrdinalIgnoreCase);

    // What is equal stays in the order of the book: the worst first.
    private List<Alert> By<TKey>(IEnumerable<Alert> alerts, Func<Alert, TKey> key, IComparer<TKey>? comparer = null)
        => [.. Descending ? alerts.OrderByDescending(key, comparer) : alerts.OrderBy(key, comparer)];
}
