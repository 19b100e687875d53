namespace WardOps.Bench.Chaos;

/// <summary>When what is done. Always the same, so that a run can be repeated.</summary>
/// <param name="Length">How long the run is.</param>
/// <param name="Devices">How many devices are probed, once a second.</param>
/// <param name="Events">In order of time.</param>
internal sealed record ChaosPlan(TimeSpan Length, int Devices, IReadOnlyList<ChaosEvent> Events)
{
    /// <summary>
    /// Ten minutes: victoria-metrics is killed five times and away for two minutes, WardOps is killed three times; once each alone, once WardOps just after
    /// victoria-metrics (nothing of the last seconds is on its disk, and nobody is there to send it again), and once while victoria-metrics is away.
    /// </summary>
    public static ChaosPlan Full { get; } = new(
        TimeSpan.FromMinutes(10),
        1000,
        [
            Event(50, ChaosAction.KillVictoria, 2),
            Event(90, ChaosAction.KillWardOps, 3),
            Event(140, ChaosAction.KillVictoria, 12),
            Event(200.3, ChaosAction.KillVictoria, 6),
            Event(201, ChaosAction.KillWardOps, 8),
            Event(255, ChaosAction.KillVictoria, 1),
            Event(262, ChaosAction.KillVictoria, 4),
            Event(320, ChaosAction.StopVictoria, 120),
            Event(380, ChaosAction.KillWardOps, 5),
        ]);

    /// <summary>A minute and a half of the same kinds, for every run of the tests.</summary>
    public static ChaosPlan Short { get; } = new(
        TimeSpan.FromSeconds(85),
        250,
        [
            Event(12, ChaosAction.KillVictoria, 2),
            Event(22, ChaosAction.KillWardOps, 2),
            Event(34.3, ChaosAction.KillVictoria, 4),
            Event(35, ChaosAction.KillWardOps, 2),
            Event(48, ChaosAction.StopVictoria, 20),
            Event(56, ChaosAction.KillWardOps, 2),
        ]);

    private static ChaosEvent Event(double at, ChaosAction action, double away)
        => new(TimeSpan.FromSeconds(at), action, TimeSpan.FromSeconds(away));
}
