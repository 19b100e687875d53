namespace WardOps.Core.Alerts.Rules;

/// <summary>Between what a threshold may lie.</summary>
/// <param name="Least">At the least.</param>
/// <param name="Most">At the most.</param>
/// <param name="Unit">In words that follow the number.</param>
public sealed record RuleLimits(double Least, double Most, string Unit)
{
    private static readonly RuleLimits s_percent = new(1, 100, "percent");
    private static readonly RuleLimits s_milliseconds = new(0.1, 60_000, "milliseconds");
    private static readonly RuleLimits s_times = new(1.1, 100, "times the device's own");

    /// <summary>Those of a kind; null if it has no threshold.</summary>
    public static RuleLimits? Of(AlertKind kind, bool againstOwn) => kind switch
    {
        AlertKind.Branch or AlertKind.PacketLoss => s_percent,
        AlertKind.Rtt => againstOwn ? s_times : s_milliseconds,
        AlertKind.Jitter => s_milliseconds,
        _ => null,
    };
}
