namespace WardOps.Core.History.Sums;

/// <summary>One branch or region of a heat map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">The region it is in; of a region, itself.</param>
/// <param name="Devices">How many probed devices it has.</param>
/// <param name="Cells">One for each column, oldest first.</param>
public sealed record UptimeRow(string Name, string Region, int Devices, IReadOnlyList<UptimeCell> Cells);
