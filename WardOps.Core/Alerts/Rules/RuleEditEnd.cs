namespace WardOps.Core.Alerts.Rules;

/// <summary>How an edit of the rules ended.</summary>
public enum RuleEditEnd
{
    Done,

    /// <summary>It was wrong.</summary>
    Refused,

    /// <summary>Somebody else was faster.</summary>
    Conflict,

    /// <summary>There is no such rule any more.</summary>
    Gone,

    /// <summary>The device store does not answer.</summary>
    Unavailable,
}
