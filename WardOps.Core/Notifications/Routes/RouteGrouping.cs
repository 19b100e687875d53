namespace WardOps.Core.Notifications.Routes;

/// <summary>Which alerts come in one message.</summary>
public enum RouteGrouping : byte
{
    /// <summary>Those of one branch.</summary>
    Branch = 0,

    /// <summary>Each by itself.</summary>
    None = 1,

    /// <summary>All of them.</summary>
    All = 2,
}
