namespace WardOps.Core.Alerts.Rules.Baselines;

/// <summary>Days as numbers since the Unix epoch, UTC.</summary>
internal static class RttDays
{
    public static int Of(DateTimeOffset at) => (int)((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerDay);
}
