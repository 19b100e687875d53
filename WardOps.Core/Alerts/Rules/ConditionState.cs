namespace WardOps.Core.Alerts.Rules;

/// <summary>Whether there is a problem. Three answers, since what is not known neither opens nor closes anything.</summary>
public enum ConditionState : byte
{
    /// <summary>Not known, or not for long enough: what is open stays, nothing opens.</summary>
    Unsaid = 0,

    /// <summary>There is none: what is open closes.</summary>
    Clear = 1,

    /// <summary>There is one.</summary>
    Fires = 2,

    /// <summary>No rule asks: what is open closes, and nothing is said of the device.</summary>
    NotAsked = 3,
}
