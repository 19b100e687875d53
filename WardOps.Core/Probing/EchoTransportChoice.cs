namespace WardOps.Core.Probing;

/// <summary>Which transport the operator asked for.</summary>
public enum EchoTransportChoice
{
    /// <summary>The real network by the best means that this system has: a raw socket if permitted, else a datagram socket.</summary>
    Auto,

    /// <summary>The real network by the means of .NET alone, as on systems other than Linux: slower, and without stamps of the kernel.</summary>
    Managed,

    /// <summary>The simulated network: every address answers, nothing leaves the machine.</summary>
    Simulated,
}
