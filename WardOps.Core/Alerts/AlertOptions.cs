namespace WardOps.Core.Alerts;

/// <summary>When devices are one incident. Configuration section <c>Alerts</c>.</summary>
public sealed class AlertOptions
{
    public const string Section = "Alerts";

    /// <summary>So long WardOps is blind before it says so in an alert. 0 to 10 min.</summary>
    public TimeSpan BlindAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Outages of a branch that begin within this time are taken for one. 1 s to 10 min.</summary>
    public TimeSpan TogetherWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Fewer devices than these make no incident by their share. 2 to 1,000.</summary>
    public int LeastTogether { get; set; } = 3;

    /// <summary>How long an incident without a router waits for more devices to come back before it is closed with some still down. 0 to 10 min.</summary>
    public TimeSpan SettleFor { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Alerts whose change could not be stored yet are kept in memory, so many at the most; then closed ones are dropped, the oldest first, and counted. 1,000 to 1,000,000.</summary>
    public int MostWaiting { get; set; } = 100_000;
}
