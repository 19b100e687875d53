namespace WardOps.Core.Probing.SelfCheck;

/// <summary>What the devices did within one tick.</summary>
/// <param name="All">Of all that answered until then.</param>
/// <param name="Heard">Of those alone that had answered since the uplink became suspect: that they fall again means that it flaps.</param>
internal readonly record struct RollTick(Fallen All, Fallen Heard)
{
    /// <summary>Monotonic clock at its end, nanoseconds.</summary>
    public long EndMono { get; init; }

    public static RollTick operator +(RollTick one, RollTick other) => new(one.All + other.All, one.Heard + other.Heard) { EndMono = Math.Max(one.EndMono, other.EndMono) };
}
