namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Why the monitor cannot believe what it sees.</summary>
public enum SightProblem
{
    None,

    /// <summary>There is no socket to send through.</summary>
    NoSocket,

    /// <summary>The monitor does not even hear itself: an echo to the loopback address was lost.</summary>
    CanaryLost,

    /// <summary>This machine refuses to send an echo to itself.</summary>
    CanaryNotSent,

    /// <summary>The kernel has thrown away messages that were not read in time.</summary>
    RepliesDropped,

    /// <summary>Echoes left much later than they were due.</summary>
    Late,

    /// <summary>Too many echoes did not leave at all.</summary>
    NotSent,

    /// <summary>The wall clock was stepped.</summary>
    ClockStepped,

    /// <summary>A great part of the fleet fell silent together with every anchor: the way out of this machine is cut.</summary>
    UplinkLost,

    /// <summary>Nothing at all has answered since the start.</summary>
    NothingAnswers,
}
