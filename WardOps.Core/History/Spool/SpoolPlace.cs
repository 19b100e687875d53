namespace WardOps.Core.History.Spool;

/// <summary>Where a round was at one moment.</summary>
/// <param name="Entry">The round.</param>
/// <param name="Memory">Its body, if it is in memory only.</param>
/// <param name="Segment">Its segment, if it is on disk.</param>
/// <param name="Offset">Where its record begins there.</param>
internal readonly record struct SpoolPlace(SpoolEntry Entry, byte[]? Memory, Segment? Segment, long Offset);
