namespace WardOps.Core.Status;

/// <summary>How devices of one type are judged differently from the rest. What is null is as for everybody.</summary>
public sealed class StatusOverrides
{
    /// <inheritdoc cref="StatusOptions.FlapWindow"/>
    public TimeSpan? FlapWindow { get; set; }

    /// <inheritdoc cref="StatusOptions.FlapStartAt"/>
    public int? FlapStartAt { get; set; }

    /// <inheritdoc cref="StatusOptions.FlapEndBelow"/>
    public int? FlapEndBelow { get; set; }
}
