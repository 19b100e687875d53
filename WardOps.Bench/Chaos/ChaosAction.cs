namespace WardOps.Bench.Chaos;

/// <summary>What is done to a process.</summary>
internal enum ChaosAction
{
    /// <summary>victoria-metrics dies by kill -9 and comes back after a while.</summary>
    KillVictoria,

    /// <summary>victoria-metrics ends in good order and stays away.</summary>
    StopVictoria,

    /// <summary>WardOps dies by kill -9 and comes back after a while.</summary>
    KillWardOps,
}
