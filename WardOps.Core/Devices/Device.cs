namespace WardOps.Core.Devices;

/// <summary>A device as it is stored. The running parts never see it: they read the <see cref="Catalog"/>.</summary>
public sealed class Device
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>1 to 200 characters; not unique (the legacy fleet has 98 names twice).</summary>
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in upper case, invariant: SQLite compares only ASCII without case.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>IPv4 address in dotted form; unique among enabled devices.</summary>
    public required string Ip { get; set; }

    public Guid BranchId { get; set; }

    public Branch? Branch { get; set; }

    /// <summary>1 to 100 characters: Router, Switch, ATM, ...</summary>
    public required string DeviceType { get; set; }

    /// <summary>A device that is not enabled is not probed.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The device through which this one is reached, if any.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Grows with every edit; the concurrency token.</summary>
    public long Version { get; set; }
}
