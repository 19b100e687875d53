namespace WardOps.Core.Alerts;

/// <summary>The identity of a problem: of each there is at most one open alert.</summary>
public readonly record struct AlertKey(AlertSubject Subject, AlertKind Kind);
