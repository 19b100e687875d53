using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace WardOps.Core.History.Victoria.Answers;

/// <summary>
/// Reads one series after the other, of a query or of an export, without a document in between: a day of one device is 26,000 values. Not thread-safe.
/// </summary>
internal sealed class SeriesParser : IDisposable
{
    // What DateTimeOffset can hold, so that nobody downstream trips over a time of another age.
    private const long Earliest = -62_135_596_800_000;
    private const long Latest = 253_402_300_799_999;
    private const int FirstLength = 1024;

    private readonly LabelParser _labels = new();
    private long[] _times = ArrayPool<long>.Shared.Rent(FirstLength);
    private double?[] _values = ArrayPool<double?>.Shared.Rent(FirstLength);
    private int _timeCount;
    private int _valueCount;

    /// <summary>Reads the object whose opening brace the reader has just read.</summary>
    /// <returns>Null if the object is not all there yet: begin again with more of it.</returns>
    /// <exception cref="JsonException">It is no series.</exception>
    public VictoriaSeries? TryRead(ref Utf8JsonReader reader)
    {
        _timeCount = _valueCount = 0;
        var hasLabels = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return hasLabels ? Done() : throw new JsonException("a series has no 'metric'");
            }

            if (!(reader.ValueTextEquals("metric"u8) ? hasLabels = _labels.TryRead(ref reader)
                : reader.ValueTextEquals("values"u8) ? TryReadValues(ref reader)
                : reader.ValueTextEquals("timestamps"u8) ? TryReadTimes(ref reader)
                : reader.ValueTextEquals("value"u8) ? reader.Read() && TryReadPair(ref reader)
                : reader.Read() && reader.TrySkip()))
            {
                return null;
            }
        }

        return null;
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<double?>.Shared.Return(_values);
        (_times, _values) = ([], []);
    }

    private static void Expect(in Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"there is a {reader.TokenType} where a {type} should be");
        }
    }

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static double? Number(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => Finite(reader.GetDouble()),
        // In a query every value is a string; NaN and the infinities always are, or should be.
        JsonTokenType.String => !reader.ValueIsEscaped
            && double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Finite(number) : null,
        JsonTokenType.Null => null,
        _ => throw new JsonException($"there is a {reader.TokenType} where a value should be"),
    };

    private VictoriaSeries Done()
    {
        if (_timeCount != _valueCount)
        {
            throw new JsonException($"a series has {_timeCount} times and {_valueCount} values");
        }

        return new VictoriaSeries(
            _labels.DeviceId, _labels.Name, _times.AsSpan(0, _timeCount).ToArray(), _values.AsSpan(0, _valueCount).ToArray()) { Labels = _labels.All };
    }

    /// <summary>Either the values of an export, or the pairs of a range.</summary>
    private bool TryReadValues(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        Expect(reader, JsonTokenType.StartArray);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndArray:
                    return true;
                case JsonTokenType.StartArray:
                    if (!TryReadPair(ref reader))
                    {
                        return false;
                    }

                    break;
                default:
                    Add(Number(ref reader));
                    break;
            }
        }

        return false;
    }

    private bool TryReadTimes(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        Expect(reader, JsonTokenType.StartArray);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            Expect(reader, JsonTokenType.Number);
            Add(Utf8Parser.TryParse(reader.ValueSpan, out long time, out var length) && length == reader.ValueSpan.Length
                ? time
                : throw new JsonException("a time is no whole number of milliseconds"));
        }

        return false;
    }

    /// <summary>[seconds, "value"]; the reader stands on the bracket.</summary>
    private bool TryReadPair(ref Utf8JsonReader reader)
    {
        Expect(reader, JsonTokenType.StartArray);
        if (!reader.Read())
        {
            return false;
        }

        Expect(reader, JsonTokenType.Number);
        var seconds = reader.GetDouble();
        if (!reader.Read())
        {
            return false;
        }

        var value = Number(ref reader);
        if (!reader.Read())
        {
            return false;
        }

        Expect(reader, JsonTokenType.EndArray);
        Add(Math.Abs(seconds) < Latest / 1000.0 ? (long)Math.Round(seconds * 1000) : throw new JsonException("a time lies beyond all time"));
        Add(value);
        return true;
    }

    private void Add(long time)
    {
        if (time is < Earliest or > Latest || (_timeCount > 0 && time < _times[_timeCount - 1]))
        {
            throw new JsonException("the times of a series are out of order, or beyond all time");
        }

        if (_timeCount == _times.Length)
        {
            Grow(ref _times, _timeCount);
        }

        _times[_timeCount++] = time;
    }

    private void Add(double? value)
    {
        if (_valueCount == _values.Length)
        {
            Grow(ref _values, _valueCount);
        }

        _values[_valueCount++] = value;
    }

    private static void Grow<T>(ref T[] array, int used)
    {
        var wider = ArrayPool<T>.Shared.Rent(used * 2);
        array.AsSpan(0, used).CopyTo(wider);
        ArrayPool<T>.Shared.Return(array);
        array = wider;
    }
}
