namespace WardOps.Core.History.Sums;

/// <summary>What sort of problem a device has.</summary>
public enum ProblemKind
{
    /// <summary>None that belongs on a list: it was down, and is not.</summary>
    Other,

    /// <summary>It is down, and has been for less than a day.</summary>
    NewlyDown,

    /// <summary>It comes and goes.</summary>
    Flapping,

    /// <summary>It has been down for more than a day.</summary>
    Chronic,
}
