namespace WardOps.Core.Probing;

/// <summary>What an ICMP message that has arrived is to us.</summary>
internal enum PacketVerdict
{
    /// <summary>A reply to an echo of this process, from the address that the echo went to.</summary>
    Reply,

    /// <summary>An ICMP error (types 3, 11, 12) about an echo of this process. Forgeable, so only a hint.</summary>
    Error,

    /// <summary>Somebody else's: other type, other identifier or other nonce.</summary>
    Foreign,

    /// <summary>Carries our nonce, but the seal does not fit the sender, the sequence or the ticket.</summary>
    Spoofed,

    /// <summary>Wrong length, wrong code or wrong checksum.</summary>
    Malformed,
}
