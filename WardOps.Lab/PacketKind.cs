namespace WardOps.Lab;

/// <summary>What came out of the TUN device.</summary>
internal enum PacketKind
{
    EchoRequest,

    /// <summary>A proper packet of another kind, such as the kernel's own multicast reports.</summary>
    Other,

    /// <summary>Too short, of an unknown version, or with a wrong checksum: a real host would not answer.</summary>
    Unparsable,
}
