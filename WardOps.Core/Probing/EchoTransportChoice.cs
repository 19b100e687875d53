namespace WardOps.Core.Probing;

/// <summary>Which transport the operator asked for.</summary>
public enum EchoTransportChoice
{
    /// <summary>The real network: a raw socket if permitted, else a datagram socket.</summary>
    Auto,

    /// <summary>The simulated network: every address answers, nothing leaves the machine.</summary>
    Simulated,
}
