namespace WardOps.Core.Devices;

/// <summary>A device as it is stored. The running parts never see it: they read the <see cref="Catalog"/>.</summary>
public sealed class Device
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>1 to 200 characters; not unique (the legacy fleet has 98 names twice).</summary>
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in upper case, invariant: SQLite compares only ASCII without case.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>IPv4 or IPv6 address, or a host name, in its one canonical form; unique among enabled devices.</summary>
    public required string Ip { get; set; }

    public Guid BranchId { get; set; }

    public Branch? Branch { get; set; }

    /// <summary>1 to 100 characters: Router, Switch, ATM, ...</summary>
    public required string DeviceType { get; set; }

    /// <summary>A device that is not enabled is not probed.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Words by which people group devices.</summary>
    public DeviceTags Tags { get; set; } = DeviceTags.None;

    /// <summary>Whether <see cref="Parents"/> say through whom it is reached (through nobody, if there are none); otherwise it is the gateway of its branch.</summary>
    public bool OwnParents { get; set; }

    /// <summary>The devices through which this one is reached, if somebody has named them.</summary>
    public List<DeviceParent> Parents { get; init; } = [];

    /// <summary>Seconds from one of its rounds to the next; null as for its type.</summary>
    public int? ProbeIntervalSeconds { get; set; }

    /// <summary>Echoes in each of its rounds; null as for its type.</summary>
    public int? ProbeEchoes { get; set; }

    /// <summary>Milliseconds after which an echo is lost; null as for its type.</summary>
    public int? ProbeTimeoutMs { get; set; }

    /// <summary>Consecutive lost echoes that make it Down; null as for its type.</summary>
    public int? DownAfter { get; set; }

    /// <summary>Consecutive answered echoes that make it Up; null as for its type.</summary>
    public int? UpAfter { get; set; }

    /// <summary>Grows with every edit; the concurrency token.</summary>
    public long Version { get; set; }

    /// <summary>Its parents as the running parts take them; null for the gateway of its branch.</summary>
    public ParentIds? ParentIds() => OwnParents ? Devices.ParentIds.Of(Parents.Select(p => p.ParentId)) : null;

    /// <summary>Takes parents over; null for the gateway of its branch.</summary>
    public void ReachThrough(ParentIds? parents)
    {
        OwnParents = parents is not null;
        var ids = parents?.Ids ?? [];
        Parents.RemoveAll(p => !ids.Contains(p.ParentId));
        Parents.AddRange(ids.Where(id => Parents.All(p => p.ParentId != id)).Select(id => new DeviceParent { DeviceId = Id, ParentId = id }).ToList());
    }

    /// <summary>Its own settings as the running parts take them; null if it has none.</summary>
    public ProbeOverrides? Probe()
        => ProbeIntervalSeconds is null && ProbeEchoes is null && ProbeTimeoutMs is null && DownAfter is null && UpAfter is null
            ? null
            : new ProbeOverrides
            {
                Interval = ProbeIntervalSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Echoes = ProbeEchoes,
                Timeout = ProbeTimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                DownAfter = DownAfter,
                UpAfter = UpAfter,
            };

    /// <summary>Takes settings of its own over; null takes all of them away.</summary>
    public void Probe(ProbeOverrides? overrides)
    {
        ProbeIntervalSeconds = (int?)overrides?.Interval?.TotalSeconds;
        ProbeEchoes = overrides?.Echoes;
        ProbeTimeoutMs = (int?)overrides?.Timeout?.TotalMilliseconds;
        DownAfter = overrides?.DownAfter;
        UpAfter = overrides?.UpAfter;
    }
}
