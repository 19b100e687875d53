namespace WardOps.Core.History.Spool;

/// <summary>Times of which rounds were kept, both ends included.</summary>
internal readonly record struct TimeStretch(DateTimeOffset From, DateTimeOffset To);
