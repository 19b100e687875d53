namespace WardOps.Core.History.Victoria;

/// <summary>One series of an answer.</summary>
/// <param name="DeviceId">From its label; empty if it has none.</param>
/// <param name="Name">Metric name; empty if the query dropped it.</param>
/// <param name="Times">Milliseconds since the Unix epoch, ascending, as many as values.</param>
/// <param name="Values">Null where the server said NaN or an infinity.</param>
public sealed record VictoriaSeries(Guid DeviceId, string Name, long[] Times, double?[] Values)
{
    /// <summary>All labels but the metric name, in the order of the server.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Value of a label; empty without it, which is the same to the server.</summary>
    public string Label(string name) => Labels.FirstOrDefault(label => label.Key == name).Value ?? "";
}
