namespace WardOps.Core.History.Victoria;

/// <summary>One series of an answer.</summary>
/// <param name="DeviceId">From its label; empty if it has none.</param>
/// <param name="Name">Metric name; empty if the query dropped it.</param>
/// <param name="Times">Milliseconds since the Unix epoch, ascending.</param>
/// <param name="Values">Null where the server said NaN or worse.</param>
internal sealed record VictoriaSeries(Guid DeviceId, string Name, long[] Times, double?[] Values);
