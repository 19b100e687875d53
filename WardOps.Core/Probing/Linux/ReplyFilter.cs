namespace WardOps.Core.Probing.Linux;

/// <summary>
/// What the kernel may put into the queue of a raw socket, which otherwise gets a copy of every ICMP packet of the host:
/// echo replies with our identifier, and ICMP errors (types 3, 11, 12), whose identifier lies too deep for a short program.
/// </summary>
internal static class ReplyFilter
{
    private const ushort LoadHeaderLength = 0xb1;   // ldxb 4*([k]&0xf)
    private const ushort LoadByte = 0x50;           // ldb [x+k]
    private const ushort LoadHalf = 0x48;           // ldh [x+k]
    private const ushort JumpIfEqual = 0x15;        // jeq #k
    private const ushort Return = 0x06;             // ret #k

    public static FilterStep[] For(ushort echoId) =>
    [
        new(LoadHeaderLength, 0, 0, 0),
        new(LoadByte, 0, 0, 0),           // ICMP type
        new(JumpIfEqual, 0, 2, 0),        // echo reply?
        new(LoadHalf, 0, 0, 4),           // ICMP identifier
        new(JumpIfEqual, 4, 3, echoId),
        new(JumpIfEqual, 3, 0, 3),
        new(JumpIfEqual, 2, 0, 11),
        new(JumpIfEqual, 1, 0, 12),
        new(Return, 0, 0, 0),
        new(Return, 0, 0, 0xffff),
    ];
}
