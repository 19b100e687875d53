using CsCheck;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

public sealed class FormatTests
{
    private static readonly Gen<RoundHead> s_heads = Gen.Select(
        Gen.Long[0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()], Gen.Int[1, int.MaxValue], Gen.Int, Gen.Int, Gen.Bool, Gen.Int[1, RecordFormat.LongestBody],
        (at, interval, samples, status, gzip, length) =>
            new RoundHead(DateTimeOffset.FromUnixTimeMilliseconds(at), TimeSpan.FromMilliseconds(interval), samples, status, gzip, length));

    [Fact]
    public void Crc_OfTheNineDigits_IsTheOneOfTheStandard() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    // RFC 3720, appendix B.4: 32 zeros, 32 ones, and the bytes 0 to 31.
    [Fact]
    public void Crc_OfTheVectorsOfRfc3720_IsTheirs()
        => Assert.Equal(
            (0x8A9136AAu, 0x62A8AB43u, 0x46DD794Eu),
            (Crc32C.Of(new byte[32]), Crc32C.Of(Enumerable.Repeat((byte)255, 32).ToArray()), Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)])));

    [Fact]
    public void Record_WrittenAndRead_IsTheSame()
        => Gen.Select(s_heads, Gen.UInt).Sample((head, crc) =>
        {
            var bytes = new byte[RecordFormat.HeaderLength];
            RecordFormat.Write(bytes, head, crc);
            return RecordFormat.TryRead(bytes, out var read, out var bodyCrc) && (read, bodyCrc) == (head, crc);
        });

    [Fact]
    public void Record_WithAnyBitFlipped_IsNoRecord()
        => Gen.Select(s_heads, Gen.UInt, Gen.Int[0, (RecordFormat.HeaderLength * 8) - 1]).Sample((head, crc, bit) =>
        {
            var bytes = new byte[RecordFormat.HeaderLength];
            RecordFormat.Write(bytes, head, crc);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            return !RecordFormat.TryRead(bytes, out _, out _);
        });

    [Fact]
    public void Record_OfAnyBytes_IsReadOrNot_AndThrowsNothing()
        => Gen.Byte.Array[0, 100].Sample(bytes => RecordFormat.TryRead([.. RecordFormat.Magic, .. bytes], out _, out _) == false);

    [Fact]
    public void Record_NoText_ContainsItsMagic()
        => Gen.String.Sample(text => System.Text.Encoding.UTF8.GetBytes(text).AsSpan().IndexOf(RecordFormat.Magic[..1]) < 0);

    [Theory]
    [InlineData("000000000001.rounds", 1L)]
    [InlineData("1234567890123.rounds", 1234567890123L)]
    [InlineData("1.rounds", null)]
    [InlineData("000000000000.rounds", null)]
    [InlineData("-00000000001.rounds", null)]
    [InlineData("000000000001.rounds~", null)]
    [InlineData("9223372036854775807.rounds", null)]
    [InlineData(".rounds", null)]
    public void Name_OfASegment_IsTheOneThatIsWritten(string name, long? sequence)
    {
        Assert.Equal(sequence is not null, SegmentFormat.TryName(name, out var read));
        Assert.Equal(sequence, sequence is null ? null : read);
    }

    [Fact]
    public void Times_OfASegment_WrittenAndRead_AreTheSame()
        => Gen.Long[0, 4_000_000_000_000].Array[0, 40].Sample(times =>
        {
            var all = new SpooledTimes();
            foreach (var ms in times)
            {
                all.Add(DateTimeOffset.FromUnixTimeMilliseconds(ms), TimeSpan.FromSeconds(10));
            }

            var bytes = new byte[SegmentFormat.HeaderLength];
            SegmentFormat.Write(bytes, all.Stretches);
            Assert.True(SegmentFormat.TryRead(bytes, out var read));
            Assert.Equal(all.Stretches, read);
        });
}
