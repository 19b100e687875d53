using System.Collections.Immutable;
using WardOps.Core.Devices;

namespace WardOps.Core.History.Reading;

/// <summary>How often a device was probed within a range: nearly always equally often all the time.</summary>
internal sealed class Cadences
{
    private Cadences(ImmutableArray<(DateTimeOffset From, Cadence Cadence)> eras, Cadence now) => (Eras, Now) = (eras, now);

    /// <summary>From when on it was which, in order; the first one from the begin of the range on.</summary>
    public ImmutableArray<(DateTimeOffset From, Cadence Cadence)> Eras { get; }

    /// <summary>How often it is probed now, whatever the range: it tells which rounds are still under way.</summary>
    public Cadence Now { get; }

    /// <summary>When it changed within the range.</summary>
    public IEnumerable<DateTimeOffset> Changes => Eras.Skip(1).Select(e => e.From);

    public static Cadences Always(Cadence cadence) => new([(DateTimeOffset.MinValue, cadence)], cadence);

    public static Cadences Of(WatchedDevice device, ProbePolicy policy, RoundLengths lengths, DateTimeOffset from, DateTimeOffset to)
        => new([.. lengths.Within(from, to).Select(e => (e.From, new Cadence(e.Length, policy.IntervalOf(device, e.Length))))], Cadence.Of(device, policy));
}
