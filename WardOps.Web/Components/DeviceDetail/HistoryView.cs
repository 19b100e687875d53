using WardOps.Core.History;
using WardOps.Web.Components.Charts;

namespace WardOps.Web.Components.DeviceDetail;

/// <summary>A history made ready for drawing.</summary>
/// <param name="Length">The word of the range it was asked for: 1h, 24h, ...</param>
/// <param name="History">What was read.</param>
/// <param name="Status">Points of the status band; the worst of each.</param>
/// <param name="Rtt">Points of the round-trip time; the longest of each.</param>
/// <param name="Jitter">Points of the jitter; the largest of each. Null if none is known: a history in SQL keeps none.</param>
/// <param name="Loss">Points of the loss; the highest of each.</param>
public sealed record HistoryView(string Length, DeviceHistory History, byte[] Status, byte[] Rtt, byte[]? Jitter, byte[] Loss)
{
    /// <summary>How much time one drawn point stands for.</summary>
    public TimeSpan PointLength => History.Range.Step * ChartPoints.Share(History.Range);

    public static HistoryView Of(string length, DeviceHistory history) => new(
        length,
        history,
        ChartPoints.Pack(history.Range, history.Status, Math.Min),
        ChartPoints.Pack(history.Range, history.RttMs, Math.Max),
        Array.Exists(history.JitterMs, j => j is not null) ? ChartPoints.Pack(history.Range, history.JitterMs, Math.Max) : null,
        ChartPoints.Pack(history.Range, history.LossPercent, Math.Max));
}
