namespace WardOps.Core.Live;

/// <summary>How many enabled devices have which status.</summary>
public sealed record LiveTotals(int Total, int Up, int Down, int Unreachable, int Unknown);
