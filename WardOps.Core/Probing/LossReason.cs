namespace WardOps.Core.Probing;

/// <summary>What is known of an echo that was sent and not answered in time.</summary>
public enum LossReason : byte
{
    /// <summary>Nothing was heard of it.</summary>
    NoAnswer,

    /// <summary>A router, or the host itself, said by an ICMP error within the timeout that it was not delivered. That can be forged.</summary>
    IcmpError,

    /// <summary>The monitor did not believe itself while it was under way, so it proves nothing.</summary>
    Doubted,
}
