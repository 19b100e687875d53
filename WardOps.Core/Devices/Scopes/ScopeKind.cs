namespace WardOps.Core.Devices.Scopes;

/// <summary>By what devices are chosen.</summary>
public enum ScopeKind : byte
{
    /// <summary>All of them.</summary>
    All = 0,

    /// <summary>By the type: "Router".</summary>
    Type = 1,
    Region = 2,

    /// <summary>By the id of the branch.</summary>
    Branch = 3,

    /// <summary>By the id of the device.</summary>
    Device = 4,
    Tag = 5,
}
