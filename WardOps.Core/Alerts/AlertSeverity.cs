namespace WardOps.Core.Alerts;

/// <summary>How bad it is; the one enumeration of it, from the rule to the message. A greater one is worse.</summary>
public enum AlertSeverity : byte
{
    Info = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    Critical = 4,
}
