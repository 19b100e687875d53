using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WardOps.Core.Probing;

/// <summary>What makes the echoes of one process its own: a nonce that they carry, and a secret that seals them.</summary>
/// <param name="Nonce">Carried in the clear; tells our replies from those of other pingers.</param>
/// <param name="K0">First half of the secret.</param>
/// <param name="K1">Second half of the secret.</param>
internal sealed record EchoKey(ulong Nonce, ulong K0, ulong K1)
{
    public static EchoKey Random()
    {
        Span<byte> bytes = stackalloc byte[24];
        RandomNumberGenerator.Fill(bytes);
        return new EchoKey(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
    }
}
