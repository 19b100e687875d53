using WardOps.Core.Alerts;

namespace WardOps.Web.Api.Alerts;

/// <summary>How long each step took, in seconds from the one before; null where it has not come about.</summary>
/// <param name="Verdict">From the first lost echo (or the beginning of the problem) to the verdict.</param>
/// <param name="Opened">From the verdict to the alert.</param>
/// <param name="Shown">From the alert to the first screen.</param>
/// <param name="HandedOver">From the alert to the handing over of the first message.</param>
/// <param name="HandedOverAt">When that was.</param>
internal sealed record AlertItemTiming(double Verdict, double Opened, double? Shown, double? HandedOver, DateTimeOffset? HandedOverAt)
{
    public static AlertItemTiming Of(Alert alert, DateTimeOffset? handedOver) => new(
        Seconds(alert.VerdictAt - alert.Since),
        Seconds(alert.OpenedAt - alert.VerdictAt),
        alert.ShownAt is { } shown ? Seconds(shown - alert.OpenedAt) : null,
        handedOver is { } handed ? Seconds(handed - alert.OpenedAt) : null,
        handedOver);

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
