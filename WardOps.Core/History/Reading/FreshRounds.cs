using WardOps.Core.Probing;

namespace WardOps.Core.History.Reading;

/// <summary>
/// The newest rounds, in memory: a store shows them a while later, and a chart's right edge is now. Bounded by bytes and by number, oldest out
/// first, after those of a clock that stood ahead: about two hours of 877 devices, ten minutes of 10,000, never more than 8,640 rounds. One writer; a reader holds the lock for as long
/// as it takes to copy the references it wants.
/// </summary>
public sealed class FreshRounds(long mostBytes = FreshRounds.MostBytes)
{
    /// <summary>A day of 10 s rounds.</summary>
    internal const int MostRounds = 8_640;

    private const long MostBytes = 16 * 1024 * 1024;
    private const int BytesPerDevice = 20;
    private const int BytesPerRound = 256;

    private readonly Lock _gate = new();
    private readonly List<Round> _rounds = [];
    private int _first;
    private long _bytes;

    /// <summary>Takes a round. One of a time that is here already is no news; one before the newest comes when a clock that had stood ahead was set right.</summary>
    public void Add(Round round)
    {
        lock (_gate)
        {
            var place = _rounds.Count;
            while (place > _first && _rounds[place - 1].At > round.At)
            {
                place--;
            }

            if (place > _first && _rounds[place - 1].At == round.At)
            {
                return;
            }

            _rounds.Insert(place, round);
            _bytes += SizeOf(round);
            while ((_bytes > mostBytes && _rounds.Count - _first > 1) || _rounds.Count - _first > MostRounds)
            {
                // Rounds of a time that has not come fill the memory of nobody: the one that has just come would be the oldest, and out at once, for as long as the clock stood ahead.
                if (_rounds[^1].At > round.At)
                {
                    _bytes -= SizeOf(_rounds[^1]);
                    _rounds.RemoveAt(_rounds.Count - 1);
                    continue;
                }

                _bytes -= SizeOf(_rounds[_first]);
                _rounds[_first++] = null!;   // what is gone must not be held
            }

            if (_first > 1024 && _first > _rounds.Count / 2)
            {
                _rounds.RemoveRange(0, _first);
                _first = 0;
            }
        }
    }

    /// <summary>What is known of a device in the rounds that begin in [from, to), oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset At, DeviceRound Result)> Of(Guid deviceId, DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<(DateTimeOffset, DeviceRound)>();
        foreach (var round in Within(from, to))
        {
            if (ResultOf(round, deviceId) is { IsKnown: true } result)
            {
                found.Add((round.At, result));
            }
        }

        return found;
    }

    /// <summary>The same as samples.</summary>
    internal RoundSample[] SamplesOf(Guid deviceId, DateTimeOffset from, DateTimeOffset to)
        => [.. Of(deviceId, from, to).Select(r => RoundSample.Of(r.At, r.Result))];

    private static DeviceRound ResultOf(Round round, Guid deviceId)
        => round.Catalog.Find(deviceId) is { Enabled: true } device && device.Slot < round.Results.Length ? round.Results[device.Slot] : default;

    private static long SizeOf(Round round) => BytesPerRound + ((long)round.Results.Length * BytesPerDevice);

    /// <summary>The search begins at the newest and ends with the first that is too old.</summary>
    private Round[] Within(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            var begin = _rounds.Count;
            while (begin > _first && _rounds[begin - 1].At >= from)
            {
                begin--;
            }

            var end = _rounds.Count;
            while (end > begin && _rounds[end - 1].At >= to)
            {
                end--;
            }

            return [.. _rounds[begin..end]];
        }
    }
}
