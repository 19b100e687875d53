namespace WardOps.Core.Probing.Linux;

/// <summary>
/// What the kernel may put into the queue of a raw socket, which otherwise gets a copy of every ICMP packet of the host:
/// echo replies with one of our identifiers, and ICMP errors, whose identifier lies too deep for a short program.
/// </summary>
internal static class ReplyFilter
{
    private const ushort LoadHeaderLength = 0xb1;   // ldxb 4*([k]&0xf)
    private const ushort LoadIndex = 0x01;          // ldx #k
    private const ushort LoadByte = 0x50;           // ldb [x+k]
    private const ushort LoadHalf = 0x48;           // ldh [x+k]
    private const ushort And = 0x54;                // and #k
    private const ushort JumpIfEqual = 0x15;        // jeq #k
    private const ushort Return = 0x06;             // ret #k

    /// <param name="family">IPv4, where the ICMP message begins after the IP header, or IPv6, where there is none.</param>
    /// <param name="firstId">The first of our identifiers; a multiple of <paramref name="ids"/>.</param>
    /// <param name="ids">How many we have; a power of two.</param>
    public static FilterStep[] For(SocketFamily family, ushort firstId, int ids)
    {
        uint[] errors = family.HasHeader ? [3, 11, 12] : [1, 3, 4];
        return
        [
            family.HasHeader ? new(LoadHeaderLength, 0, 0, 0) : new(LoadIndex, 0, 0, 0),
            new(LoadByte, 0, 0, 0),                    // ICMP type
            new(JumpIfEqual, 0, 3, family.Icmp.Reply),
            new(LoadHalf, 0, 0, 4),                    // ICMP identifier
            new(And, 0, 0, (uint)(ushort)~(ids - 1)),
            new(JumpIfEqual, 4, 3, firstId),
            new(JumpIfEqual, 3, 0, errors[0]),
            new(JumpIfEqual, 2, 0, errors[1]),
            new(JumpIfEqual, 1, 0, errors[2]),
            new(Return, 0, 0, 0),
            new(Return, 0, 0, 0xffff),
        ];
    }
}
