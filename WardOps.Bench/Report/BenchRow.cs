using System.Text.Json.Serialization;

namespace WardOps.Bench.Report;

/// <summary>One figure of one verb.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Median">Of our runs; null if none could be made.</param>
/// <param name="Peer">Whom it is held against; null for nobody.</param>
/// <param name="PeerMedian">Of the peer's runs, which alternated with ours.</param>
/// <param name="Budget">What the ratio (or, without a peer, the median) may be at the most; null where none was set.</param>
/// <param name="IsRatioBudgeted">Whether the budget is one of the ratio.</param>
internal sealed record BenchRow(
    string Name,
    string Unit,
    double? Median,
    string? Peer = null,
    double? PeerMedian = null,
    double? Budget = null,
    [property: JsonIgnore] bool IsRatioBudgeted = false)
{
    /// <summary>Why the figure proves nothing: a run broke off, sent nothing, or its counters do not agree. Null if it does; with a budget such a row has failed.</summary>
    [JsonIgnore]
    public string? Void { get; init; }

    /// <summary>Ours by theirs; null where theirs is nothing.</summary>
    public double? Ratio => PeerMedian is { } theirs and not 0 ? Median / theirs : null;

    /// <summary>Null without a budget, or where nothing could be measured.</summary>
    public bool? Pass => Budget is not { } most ? null
        : Void is not null ? false
        : (IsRatioBudgeted ? Ratio : Median) is { } value ? value <= most : null;
}
