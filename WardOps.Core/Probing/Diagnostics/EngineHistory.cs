using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;

namespace WardOps.Core.Probing.Diagnostics;

/// <summary>The last hour of the echo loop, a sample every ten seconds. Reads the loop's counters from outside and never touches the loop.</summary>
public sealed class EngineHistory(EchoService engine, TimeProvider time) : BackgroundService
{
    /// <summary>Samples kept.</summary>
    public const int Kept = 360;

    /// <summary>Time from one to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private volatile ImmutableList<EngineSample> _samples = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<EngineSample> Samples => _samples;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var (counters, lag, stamp) = (engine.Counters, engine.Lag, time.GetTimestamp());
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var (now, late, moment) = (engine.Counters, engine.Lag, time.GetTimestamp());
            Add(EngineSample.Between(in counters, in now, lag, late, time.GetUtcNow(), time.GetElapsedTime(stamp, moment)) with { Devices = engine.Probed });
            (counters, lag, stamp) = (now, late, moment);
        }
    }

    internal void Add(EngineSample sample)
    {
        var samples = _samples.Add(sample);
        _samples = samples.Count > Kept ? samples.RemoveAt(0) : samples;
    }
}
