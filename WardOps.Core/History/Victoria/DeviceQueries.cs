using System.Globalization;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// The questions about devices, as text. A device has a new series with every new name, so all of them merge by device_id, with sums and counts:
/// a mean of means weighs every name alike. A window is [t - length, t) where it is asked one millisecond before t, since windows end at their
/// time, inclusive. Pure.
/// </summary>
internal static class DeviceQueries
{
    /// <summary>Label that tells the two answers to <see cref="Uptime"/> apart.</summary>
    public const string Part = "wardops_part";

    /// <summary>Rounds with a reply.</summary>
    public const string Up = "up";

    /// <summary>Rounds that say something.</summary>
    public const string Known = "known";

    /// <summary>All series of a device's status.</summary>
    public static string Status(Guid id) => $"{Metrics.Status}{{device_id=\"{LabelText.ForSelector(Metrics.IdText(id))}\"}}";

    /// <summary>Both counts in one question: two would be of two moments.</summary>
    public static string Uptime(Guid id, TimeSpan length)
        => $"union({Labelled($"sum(sum_over_time({Status(id)}{DeviceSelector.Window(length)}))", Up)}, {Labelled($"sum(count_over_time({Status(id)}{DeviceSelector.Window(length)}))", Known)})";

    /// <summary>The worst status of each step.</summary>
    public static string Worst(Guid id, TimeSpan step) => $"min by (device_id) (min_over_time({Status(id)}{DeviceSelector.Window(step)}))";

    /// <summary>Rounds without a reply, most first: topk does not sort.</summary>
    public static string TopDown(int count, TimeSpan length) => string.Create(
        CultureInfo.InvariantCulture,
        $"sort_desc(topk({count}, (sum by (device_id) (count_eq_over_time({Metrics.Status}{DeviceSelector.Window(length)}, 0))) > 0))");

    private static string Labelled(string query, string part) => $"label_set({query}, \"{Part}\", \"{part}\")";
}
