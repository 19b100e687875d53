namespace WardOps.Bench.Chaos;

/// <summary>A time in which WardOps ran, as whoever started and killed it saw it.</summary>
/// <param name="From">It answered.</param>
/// <param name="To">It was killed, or the run ended.</param>
internal sealed record RunningSpan(DateTimeOffset From, DateTimeOffset To);
