namespace WardOps.Core.Devices.Demo;

/// <summary>One region of the demo fleet.</summary>
/// <param name="Name">The region.</param>
/// <param name="Branches">How many branches it has.</param>
/// <param name="Devices">How many devices they have together.</param>
/// <param name="Towns">Where the branches stand; a town with several gets numbers.</param>
internal sealed record DemoRegion(string Name, int Branches, int Devices, params string[] Towns);
