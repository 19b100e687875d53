namespace WardOps.Core.Alerts;

/// <summary>What a device is in an incident.</summary>
public enum MemberRole : byte
{
    /// <summary>Its death is why the others are away: the router.</summary>
    Cause = 0,

    /// <summary>It fell silent with the others.</summary>
    Away = 1,

    /// <summary>It was down before, with an alert of its own.</summary>
    DownBefore = 2,
}
