namespace WardOps.Core.Probing.SelfCheck;

/// <summary>The way out of this machine, as far as it is known.</summary>
/// <param name="State">What is held of it.</param>
/// <param name="Since">The last sign that kept a suspicion undecided, on the monotonic clock in nanoseconds.</param>
/// <param name="Onset">When what made it suspect began, on the monotonic clock; another one is another suspicion. 0 if there is none.</param>
/// <param name="SteadySince">Since when an anchor answers steadily, on the monotonic clock; 0 if none does.</param>
/// <param name="Sight">What follows for what is seen.</param>
internal readonly record struct Uplink(UplinkState State, long Since, long Onset, long SteadySince, Sight Sight)
{
    public static Uplink Unknown { get; } = new(UplinkState.Starting, 0, 0, 0, Sight.Clear);
}
