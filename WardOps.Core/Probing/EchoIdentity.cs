namespace WardOps.Core.Probing;

/// <summary>By what the echoes through one socket are known to be ours.</summary>
/// <param name="Key">Nonce and secret of this process.</param>
/// <param name="FirstId">The first ICMP identifier in use.</param>
/// <param name="Ids">How many identifiers from there on are in use; a power of two.</param>
/// <param name="Family">IPv4 or IPv6.</param>
internal readonly record struct EchoIdentity(EchoKey Key, ushort FirstId, int Ids, IcmpFamily Family)
{
    public bool IsOurs(ushort id) => (uint)(id - FirstId) < (uint)Ids;

    /// <summary>The identifier of a device that has changed it so many times.</summary>
    public ushort Id(int variant) => (ushort)(FirstId + (variant & (Ids - 1)));
}
