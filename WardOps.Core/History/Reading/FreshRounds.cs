using WardOps.Core.Probing;

namespace WardOps.Core.History.Reading;

/// <summary>
/// The newest rounds, in memory: a store shows them a while later, and a chart's right edge is now. Bounded by bytes, oldest out first: about
/// two hours of 877 devices, ten minutes of 10,000. One writer; readers take no lock for longer than a copy of references.
/// </summary>
public sealed class FreshRounds(long mostBytes = FreshRounds.MostBytes)
{
    private const long MostBytes = 16 * 1024 * 1024;
    private const int BytesPerDevice = 20;

    private readonly Lock _gate = new();
    private readonly Queue<Round> _rounds = new();
    private long _bytes;

    public void Add(Round round)
    {
        lock (_gate)
        {
            _rounds.Enqueue(round);
            _bytes += SizeOf(round);
            while (_bytes > mostBytes && _rounds.Count > 1)
            {
                _bytes -= SizeOf(_rounds.Dequeue());
            }
        }
    }

    /// <summary>What is known of a device in the rounds that begin in [from, to), oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset At, DeviceRound Result)> Of(Guid deviceId, DateTimeOffset from, DateTimeOffset to)
    {
        Round[] rounds;
        lock (_gate)
        {
            rounds = [.. _rounds];
        }

        var found = new List<(DateTimeOffset, DeviceRound)>();
        foreach (var round in rounds)
        {
            if (round.At >= from && round.At < to && ResultOf(round, deviceId) is { IsKnown: true } result)
            {
                found.Add((round.At, result));
            }
        }

        return found;
    }

    private static DeviceRound ResultOf(Round round, Guid deviceId)
        => round.Catalog.Find(deviceId) is { Enabled: true } device && device.Slot < round.Results.Length ? round.Results[device.Slot] : default;

    private static long SizeOf(Round round) => (long)round.Results.Length * BytesPerDevice;
}
