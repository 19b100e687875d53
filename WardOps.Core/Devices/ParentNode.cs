namespace WardOps.Core.Devices;

/// <summary>What of a device says through whom it is reached.</summary>
/// <param name="Id">The device.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Branch">What names its branch: the same for all of the branch, and for nobody else.</param>
/// <param name="DeviceType">Router, Switch, ATM, ...</param>
/// <param name="Enabled">Only an enabled device is the gateway of its branch.</param>
/// <param name="Parents">Those it names; null for the gateway of its branch.</param>
public readonly record struct ParentNode(Guid Id, string Name, string Branch, string DeviceType, bool Enabled, ParentIds? Parents);
