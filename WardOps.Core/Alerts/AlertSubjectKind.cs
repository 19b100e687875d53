namespace WardOps.Core.Alerts;

/// <summary>Whom an alert is about.</summary>
public enum AlertSubjectKind : byte
{
    Device = 0,
    Branch = 1,

    /// <summary>WardOps itself.</summary>
    Monitor = 2,
}
