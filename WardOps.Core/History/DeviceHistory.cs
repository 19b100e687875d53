using WardOps.Core.History.Reading;

namespace WardOps.Core.History;

/// <summary>One device over a range. Point i stands for the step that begins at <c>Range.From + i x Step</c>.</summary>
/// <param name="Range">What was asked, aligned to the step.</param>
/// <param name="Status">1 up, 0 down (the worst of the step), null unknown.</param>
/// <param name="RttMs">Mean of the step in milliseconds; null without a reply.</param>
/// <param name="LossPercent">Mean of the step, 0 to 100; null unknown.</param>
/// <param name="JitterMs">Mean of the step in milliseconds; null where fewer than two echoes of a round were answered, or the store keeps none.</param>
/// <param name="Percentiles">Of the round-trip times of the range.</param>
/// <param name="Uptime">Over the whole range.</param>
/// <param name="Outages">Oldest first, to the round.</param>
public sealed record DeviceHistory(
    HistoryRange Range,
    double?[] Status,
    double?[] RttMs,
    double?[] LossPercent,
    double?[] JitterMs,
    RttPercentiles Percentiles,
    Uptime Uptime,
    IReadOnlyList<Outage> Outages);
