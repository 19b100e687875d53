using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Victoria;

/// <summary>Turns a round into Prometheus text. Not thread-safe: it keeps its buffer and the encoded labels between rounds.</summary>
internal sealed class SampleEncoder(bool compress)
{
    private readonly ArrayBufferWriter<byte> _text = new(64 * 1024);
    private readonly byte[] _tail = new byte[24];
    private DeviceLines?[] _bySlot = [];
    private int _tailLength;
    private int _samples;

    /// <summary>The body for one round; null when the round says nothing at all.</summary>
    public EncodedRound? Encode(Round round)
    {
        _text.ResetWrittenCount();
        _samples = 0;
        SetTail(round.At.ToUnixTimeMilliseconds());
        if (_bySlot.Length < round.Catalog.Slots)
        {
            Array.Resize(ref _bySlot, round.Catalog.Slots);
        }

        foreach (var device in round.Catalog.Probed)
        {
            if (device.Slot < round.Results.Length)
            {
                Write(LinesOf(device), round.Results[device.Slot]);
            }
        }

        if (_samples == 0)
        {
            return null;
        }

        return compress
            ? new EncodedRound(round.At, round.Plan.Interval, Compress(_text.WrittenSpan), IsGzip: true, _samples)
            : new EncodedRound(round.At, round.Plan.Interval, _text.WrittenSpan.ToArray(), IsGzip: false, _samples);
    }

    private static byte[] Compress(ReadOnlySpan<byte> text)
    {
        using var packed = new MemoryStream((text.Length / 8) + 256);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
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
        if (!float.IsFinite(value))
        {
            return;
        }

        var number = Begin(line);
        Utf8Formatter.TryFormat(value, number, out var written);
        End(written);
    }

    private void Write(byte[] line, double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        var number = Begin(line);
        Utf8Formatter.TryFormat(value, number, out var written);
        End(written);
    }

    private Span<byte> Begin(byte[] line)
    {
        _text.Write(line);
        return _text.GetSpan(40);
    }

    private void End(int written)
    {
        _text.Advance(written);
        _text.Write(_tail.AsSpan(0, _tailLength));
        _samples++;
    }
}
