using System.Buffers.Text;
using System.IO.Compression;
using WardOps.Core.Devices;
using WardOps.Core.History.Spool;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Turns a round into Prometheus text. Not thread-safe: it keeps its buffers and the encoded labels between rounds, so in the long run a round
/// allocates a few hundred bytes, however many samples it has.
/// </summary>
internal sealed class SampleEncoder(bool compress) : IDisposable
{
    /// <summary>Text goes on into the body in pieces of about this size, which stay in the processor's cache.</summary>
    private const int Piece = 64 * 1024;

    /// <summary>Room for a number and the time behind it.</summary>
    private const int LongestEnd = 64;

    private readonly byte[] _tail = new byte[24];
    private readonly MemoryStream _body = new(Piece);
    private byte[] _text = new byte[2 * Piece];
    private DeviceLines?[] _bySlot = [];
    private int _length;
    private int _tailLength;
    private int _samples;
    private int _statusSamples;

    /// <summary>The body for one round, good until the next call; null when the round says nothing at all.</summary>
    public EncodedRound? Encode(Round round)
    {
        (_length, _samples, _statusSamples) = (0, 0, 0);
        _body.SetLength(0);
        SetTail(round.At.ToUnixTimeMilliseconds());
        if (_bySlot.Length < round.Catalog.Slots)
        {
            Array.Resize(ref _bySlot, round.Catalog.Slots);
        }

        if (compress)
        {
            // The one thing made anew for each round: .NET cannot start a gzip stream over.
            using var gzip = new GZipStream(_body, CompressionLevel.Fastest, leaveOpen: true);
            WriteAll(round, gzip);
        }
        else
        {
            WriteAll(round, _body);
        }

        var body = new ReadOnlyMemory<byte>(_body.GetBuffer(), 0, (int)_body.Length);
        return _samples == 0
            ? null
            : new EncodedRound(new RoundHead(round.At, round.Plan.Interval, _samples, _statusSamples, compress, body.Length), body);
    }

    public void Dispose() => _body.Dispose();

    private void WriteAll(Round round, Stream target)
    {
        foreach (var device in round.Catalog.Probed)
        {
            if (device.Slot < round.Results.Length)
            {
                Write(LinesOf(device), round.Results[device.Slot]);
                if (_length >= Piece)
                {
                    target.Write(_text, 0, _length);
                    _length = 0;
                }
            }
        }

        target.Write(_text, 0, _length);
    }

    private void SetTail(long unixMs)
    {
        _tail[0] = (byte)' ';
        Utf8Formatter.TryFormat(unixMs, _tail.AsSpan(1), out var written);
        _tail[written + 1] = (byte)'\n';
        _tailLength = written + 2;
    }

    private DeviceLines LinesOf(WatchedDevice device)
    {
        ref var lines = ref _bySlot[device.Slot];
        // An edited device is a new object: the catalog keeps the old one for as long as nothing changed.
        return ReferenceEquals(lines?.Device, device) ? lines! : lines = new DeviceLines(device);
    }

    private void Write(DeviceLines lines, DeviceRound result)
    {
        if (!result.IsKnown)
        {
            return;
        }

        Write(lines.Status, result.IsUp ? 1 : 0);
        _statusSamples++;
        Write(lines.Loss, result.LossPercent);
        // A round-trip time of 0 while down would pull every mean down: there is none, so none is written.
        if (result.IsUp)
        {
            Write(lines.Rtt, result.RttMeanMs);
            Write(lines.Jitter, result.JitterMs);
        }
    }

    private void Write(byte[] line, float value)
    {
        // NaN is not stored, and an infinity breaks the JSON of later exports.
        if (float.IsFinite(value))
        {
            Begin(line);
            Utf8Formatter.TryFormat(value, _text.AsSpan(_length), out var written);
            End(written);
        }
    }

    private void Write(byte[] line, double value)
    {
        if (double.IsFinite(value))
        {
            Begin(line);
            Utf8Formatter.TryFormat(value, _text.AsSpan(_length), out var written);
            End(written);
        }
    }

    private void Begin(byte[] line)
    {
        if (_text.Length - _length < line.Length + LongestEnd)
        {
            Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + line.Length + LongestEnd));
        }

        line.CopyTo(_text, _length);
        _length += line.Length;
    }

    private void End(int written)
    {
        _length += written;
        _tail.AsSpan(0, _tailLength).CopyTo(_text.AsSpan(_length));
        _length += _tailLength;
        _samples++;
    }
}
