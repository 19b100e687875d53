using System.Buffers.Binary;
using System.IO.Compression;

namespace WardOps.Core.History.Victoria.Transport;

/// <summary>
/// Unpacks an answer and throws at its end if it was cut off: GZipStream takes a cut for the end. The last four bytes of a member are the
/// length of what it holds, modulo 2^32 (RFC 1952, 2.3.1).
/// </summary>
internal sealed class GzipBody : Stream
{
    // Head and trailer of a member that holds nothing.
    private const int Shortest = 18;

    private readonly LastBytes _packed;
    private readonly GZipStream _unpacked;
    private uint _length;

    public GzipBody(Stream packed)
    {
        _packed = new LastBytes(packed);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _unpacked.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _length = unchecked(_length + (uint)count);
        if (count == 0 && buffer.Length > 0 && (_packed.Count < Shortest || _packed.Trailer != _length))
        {
            throw new InvalidDataException("The gzip of the answer was cut off.");
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _unpacked.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Passes everything on and remembers the last four bytes.</summary>
    private sealed class LastBytes(Stream inner) : Stream
    {
        private readonly byte[] _last = new byte[4];

        public long Count { get; private set; }

        public uint Trailer => BinaryPrimitives.ReadUInt32LittleEndian(_last);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            var read = buffer.Span[..count];
            Count += count;
            var kept = Math.Min(4, count);
            Buffer.BlockCopy(_last, kept, _last, 0, 4 - kept);
            read[^kept..].CopyTo(_last.AsSpan(4 - kept));
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
