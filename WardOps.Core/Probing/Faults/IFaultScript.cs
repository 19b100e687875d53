namespace WardOps.Core.Probing.Faults;

/// <summary>Faults that follow a script. Pure in (address, time), so that it can be told beforehand what will happen when.</summary>
public interface IFaultScript
{
    /// <summary>What happens to a reply that arrives now. Called for every reply, on the thread of the echo loop.</summary>
    /// <param name="address">Who answers.</param>
    /// <param name="now">Wall clock, nanoseconds since the Unix epoch.</param>
    EchoFault Of(EchoAddress address, long now);
}
