namespace WardOps.Core.History.Victoria;

/// <summary>One line of a /metrics page.</summary>
internal sealed record ServerMetric(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)
{
    /// <summary>Value of a label; empty without it.</summary>
    public string Label(string name) => Labels.FirstOrDefault(label => label.Key == name).Value ?? "";
}
