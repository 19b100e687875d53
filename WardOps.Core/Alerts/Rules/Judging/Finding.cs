namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>What was found, before it is asked for how long.</summary>
internal enum Finding : byte
{
    /// <summary>Not known just now.</summary>
    Unknown = 0,

    /// <summary>The rule cannot judge this device at all yet, and has never said anything of it.</summary>
    Mute = 1,

    /// <summary>No problem.</summary>
    Fine = 2,

    /// <summary>Below the threshold, and not yet down to where it is over: what holds goes on, nothing begins.</summary>
    Between = 3,

    /// <summary>A problem.</summary>
    Problem = 4,
}
