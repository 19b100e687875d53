namespace WardOps.Core.Probing.Faults;

/// <summary>What happens to the replies of one address.</summary>
/// <param name="Loss">Share of them that is thrown away, 0 to 1.</param>
/// <param name="Delay">How much later than in truth they seem to arrive.</param>
public readonly record struct EchoFault(double Loss, TimeSpan Delay)
{
    public static EchoFault None => default;

    /// <summary>No reply comes through.</summary>
    public static EchoFault Cut => new(1, TimeSpan.Zero);

    public static EchoFault Lossy(double share) => new(share, TimeSpan.Zero);

    public static EchoFault Slow(TimeSpan delay) => new(0, delay);
}
