namespace WardOps.Web.Components.Alerts;

/// <summary>What a person may do with alerts.</summary>
public enum AlertAct
{
    Acknowledge,
    Unacknowledge,
    Assign,
    Snooze,
    Comment,
}
