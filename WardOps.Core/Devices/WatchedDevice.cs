using System.Net;

namespace WardOps.Core.Devices;

/// <summary>One device as the running parts see it: immutable, with its branch resolved.</summary>
/// <param name="Slot">Index into the arrays that the running parts keep per device. Stable while the device exists; given to another one only when no echo to this one can be under way any more.</param>
/// <param name="Id">The device's identity in the store and in the labels of its samples.</param>
/// <param name="Name">Display name.</param>
/// <param name="Address">Where echoes go; null while its host name does not resolve.</param>
/// <param name="Branch">Name of its branch.</param>
/// <param name="Region">Region of its branch.</param>
/// <param name="DeviceType">Router, Switch, ATM, ...</param>
/// <param name="Parents">The devices through which this one is reached, as they were named; null for the gateway of its branch. Who they are is said by <see cref="Catalog.Parents"/>.</param>
/// <param name="Enabled">Only an enabled device is probed.</param>
public sealed record WatchedDevice(
    int Slot,
    Guid Id,
    string Name,
    IPAddress? Address,
    string Branch,
    string Region,
    string DeviceType,
    ParentIds? Parents,
    bool Enabled)
{
    /// <summary>The host name that <see cref="Address"/> was resolved from; null if the device is known by its address.</summary>
    public string? HostName { get; init; }

    /// <summary>The branch for as long as it exists, whatever it is called; empty where nobody said.</summary>
    public Guid BranchId { get; init; }

    /// <summary>Words by which people group devices.</summary>
    public DeviceTags Tags { get; init; } = DeviceTags.None;

    /// <summary>How it is probed differently from others of its type; null if it is not.</summary>
    public ProbeOverrides? Probe { get; init; }

    /// <summary>By what it is known to people and in the labels of its samples: the host name, else the address.</summary>
    public string Ip => HostName ?? Address?.ToString() ?? "";

    /// <summary>Whether what was seen of the one holds for the other. A slot may pass to another device, and that may even have the same address.</summary>
    public bool IsSameTargetAs(WatchedDevice other)
        => Id == other.Id && (HostName is null ? other.HostName is null && Equals(Address, other.Address) : HostName == other.HostName);

    /// <summary>Whether it is the same device, known by its name, at another address: then what was lost at the old one says nothing.</summary>
    public bool HasMovedFrom(WatchedDevice other) => HostName is not null && !Equals(Address, other.Address) && IsSameTargetAs(other);
}
