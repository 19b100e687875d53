using System.Buffers.Binary;
using System.Numerics;

namespace WardOps.Core.History.Spool;

/// <summary>The Castagnoli checksum (RFC 3720, appendix B.4), in hardware where there is any: the nine digits "123456789" give E3069283.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
