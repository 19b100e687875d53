using System.Text.Json;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria.Answers;

/// <summary>Reads the answer of query and of query_range, series by series: neither the text nor a document of it is ever held as a whole.</summary>
internal sealed class QueryResult : IDisposable
{
    private readonly SeriesParser _parser = new();
    private readonly List<VictoriaSeries> _series = [];
    private readonly VictoriaAnswer _answer;
    private readonly int _mostPoints;
    private JsonReaderState _state;
    private Place _place = Place.Before;
    private bool _hasResult;
    private bool _isPartial;
    private string? _status;
    private string? _error;
    private long _points;

    private QueryResult(VictoriaAnswer answer, int mostPoints) => (_answer, _mostPoints) = (answer, mostPoints);

    /// <summary>Where in the answer the reader stands.</summary>
    private enum Place
    {
        Before,
        Root,
        Data,
        Result,
        After,
    }

    /// <exception cref="HistoryUnavailableException">It is an error, partial, cut off, too large, or no answer of VictoriaMetrics at all.</exception>
    public static async Task<List<VictoriaSeries>> ReadAsync(VictoriaAnswer answer, int mostPoints)
    {
        using var result = new QueryResult(answer, mostPoints);
        while (!result.TryFinish())
        {
            if (answer.IsComplete)
            {
                throw answer.Faults.Unreadable("its end, where more should follow");
            }

            await answer.FillAsync().ConfigureAwait(false);
        }

        return result.Checked();
    }

    public void Dispose() => _parser.Dispose();

    /// <summary>Understands what is there; false if more is needed.</summary>
    private bool TryFinish()
    {
        try
        {
            while (TryStep())
            {
                // One step after the other.
            }

            // Read to the very end: what follows may be a second answer, and what is missing may be the trailer of a gzip.
            return _place == Place.After && _answer.IsComplete
                && (_answer.Unread.Trim(" \r\n\t"u8).IsEmpty ? true : throw new JsonException("something follows the end"));
        }
        catch (JsonException ex)
        {
            throw _answer.Faults.Unreadable(_answer.Beginning(), ex);
        }
    }

    /// <summary>One property or one series; whoever lacks a part of it begins it again, from the same place, with more of it.</summary>
    private bool TryStep()
    {
        if (_place == Place.After)
        {
            return false;
        }

        var reader = new Utf8JsonReader(_answer.Unread, _answer.IsComplete, _state);
        if (!reader.Read())
        {
            return false;
        }

        var next = _place switch
        {
            Place.Before => reader.TokenType == JsonTokenType.StartObject ? Place.Root : throw new JsonException("it is no object"),
            Place.Result => Series(ref reader),
            _ => Property(ref reader),
        };
        if (next is not { } place)
        {
            return false;
        }

        _place = place;
        _state = reader.CurrentState;
        _answer.Advance((int)reader.BytesConsumed);
        return true;
    }

    private Place? Series(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndArray:
                return Place.Data;
            case JsonTokenType.StartObject when _parser.TryRead(ref reader) is { } series:
                _points += series.Times.Length;
                _series.Add(_points <= _mostPoints ? series : throw _answer.Faults.TooManyPoints(_mostPoints));
                return Place.Result;
            case JsonTokenType.StartObject:
                return null;
            default:
                throw new JsonException("the result is no list of series");
        }
    }

    private Place? Property(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return _place == Place.Data ? Place.Root : Place.After;
        }

        var isRoot = _place == Place.Root;
        var isData = isRoot && reader.ValueTextEquals("data"u8);
        var isResult = !isRoot && reader.ValueTextEquals("result"u8);
        var isStatus = isRoot && reader.ValueTextEquals("status"u8);
        var isError = isRoot && reader.ValueTextEquals("error"u8);
        var isPartial = isRoot && reader.ValueTextEquals("isPartial"u8);
        if (!reader.Read())
        {
            return null;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when isData:
                return Place.Data;
            case JsonTokenType.StartArray when isResult:
                _hasResult = true;
                return Place.Result;
            case JsonTokenType.String when isStatus:
                _status = JsonText.Of(ref reader);
                return _place;
            case JsonTokenType.String when isError:
                _error = JsonText.Of(ref reader);
                return _place;
            case JsonTokenType.True when isPartial:
                _isPartial = true;
                return _place;
            default:
                return reader.TrySkip() ? _place : null;
        }
    }

    private List<VictoriaSeries> Checked()
    {
        if (_status != "success")
        {
            throw _status == "error"
                ? _answer.Faults.Refused(_error ?? "without a reason")
                : _answer.Faults.Unreadable($"status {_status ?? "missing"}");
        }

        return _isPartial ? throw _answer.Faults.Partial() : _hasResult ? _series : throw _answer.Faults.Unreadable("success without a result");
    }
}
