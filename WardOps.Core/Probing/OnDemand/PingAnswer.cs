using System.Globalization;

namespace WardOps.Core.Probing.OnDemand;

/// <summary>What came of asking for a ping: its report, or why there is none and what to do.</summary>
/// <param name="Report">How it went; null if it was refused.</param>
/// <param name="Refusal">Why it was refused; none if it was not.</param>
/// <param name="Words">The same for people; null if it was not refused.</param>
public sealed record PingAnswer(PingReport? Report, PingRefusal Refusal, string? Words)
{
    /// <summary>Others are being served: the same may well be granted in a moment.</summary>
    public bool IsBusy => Refusal is PingRefusal.DeviceBusy or PingRefusal.TooMany;

    internal static PingAnswer Of(PingReport report) => new(report, PingRefusal.None, null);

    internal static PingAnswer Refused(PingRefusal why) => new(null, why, why switch
    {
        PingRefusal.DeviceBusy => "This device is being pinged already. Try again in two seconds.",
        PingRefusal.TooMany => string.Create(CultureInfo.InvariantCulture, $"{PingDesk.Most} pings run just now, and no more may run at once. Try again in two seconds."),
        PingRefusal.NotStarted => "Probing has not started yet. Try again in a moment.",
        PingRefusal.Stopping => "WardOps is stopping. Try again once it has started anew.",
        PingRefusal.NoResult => "No result came in time: probing stands still. See the page Engine, and /readyz.",
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "A refusal with words of its own."),
    });

    internal static PingAnswer NoSocket(EchoTransportState state) => new(null, PingRefusal.NoSocket, state.Advice ?? "There is no ICMP socket to send through.");
}
