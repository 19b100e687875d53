using System.Collections.Frozen;
using System.Globalization;

namespace WardOps.Core.Devices;

/// <summary>How every device is probed: what its own settings leave open is taken from its type, and the rest from the common settings. Pure.</summary>
public sealed class ProbePolicy
{
    /// <summary>Timeouts are multiples of this, so that echoes with the same timeout can be watched together.</summary>
    public static readonly TimeSpan TimeoutStep = TimeSpan.FromMilliseconds(50);

    private readonly FrozenDictionary<string, ProbeOverrides> _byType;

    /// <param name="interval">Length of a round.</param>
    /// <param name="standard">For whatever no type and no device says otherwise.</param>
    /// <param name="byType">By device type, without regard to case.</param>
    public ProbePolicy(TimeSpan interval, ProbeSettings standard, IEnumerable<KeyValuePair<string, ProbeOverrides>> byType)
    {
        Interval = interval;
        Standard = standard;
        _byType = byType.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public static ProbePolicy Default { get; } = new(TimeSpan.FromSeconds(10), ProbeSettings.Standard, []);

    public TimeSpan Interval { get; }

    public ProbeSettings Standard { get; }

    public IReadOnlyDictionary<string, ProbeOverrides> ByType => _byType;

    public ProbeSettings Of(WatchedDevice device)
    {
        var type = _byType.GetValueOrDefault(device.DeviceType);
        if (device.Probe is null && type is null)
        {
            return Standard;
        }

        var interval = device.Probe?.Interval ?? type?.Interval;
        return new ProbeSettings(
            interval is { } own ? (int)Math.Max(1, own.Ticks / Interval.Ticks) : Standard.EveryRounds,
            device.Probe?.Echoes ?? type?.Echoes ?? Standard.Echoes,
            device.Probe?.Timeout ?? type?.Timeout ?? Standard.Timeout,
            device.Probe?.DownAfter ?? type?.DownAfter ?? Standard.DownAfter,
            device.Probe?.UpAfter ?? type?.UpAfter ?? Standard.UpAfter);
    }

    /// <summary>Time from one of the device's rounds to the next: what one of its samples stands for.</summary>
    public TimeSpan IntervalOf(WatchedDevice device) => Of(device).EveryRounds * Interval;

    /// <summary>All that is wrong with some overrides, in words; empty if nothing is.</summary>
    /// <param name="overrides">What was asked for.</param>
    /// <param name="prefix">What comes before the name of each setting.</param>
    public IEnumerable<string> Faults(ProbeOverrides overrides, string prefix = "")
    {
        if (overrides.Interval is { } interval && (interval < Interval || interval > TimeSpan.FromHours(1) || interval.Ticks % Interval.Ticks != 0))
        {
            yield return Say($"{prefix}Interval must be a whole multiple of {Interval}, the interval of all rounds, up to 1 hour; it is {interval}.");
        }

        if (overrides.Echoes is < 1 or > 20)
        {
            yield return Say($"{prefix}Echoes must be 1 to 20; it is {overrides.Echoes}.");
        }

        if (overrides.Timeout is { } timeout && !IsTimeout(timeout, Interval))
        {
            yield return Say($"{prefix}Timeout must be 50 milliseconds up to 10 seconds and to {Interval}, in steps of 50 milliseconds; it is {timeout}.");
        }

        if (overrides.DownAfter is < 2 or > 100)
        {
            yield return Say($"{prefix}DownAfter must be 2 to 100 echoes, since one lost packet is no outage; it is {overrides.DownAfter}.");
        }

        if (overrides.UpAfter is < 1 or > 100)
        {
            yield return Say($"{prefix}UpAfter must be 1 to 100 echoes; it is {overrides.UpAfter}.");
        }
    }

    /// <summary>Whether a timeout may be used with rounds of this length.</summary>
    public static bool IsTimeout(TimeSpan timeout, TimeSpan interval)
        => timeout >= TimeoutStep && timeout <= interval && timeout <= TimeSpan.FromSeconds(10) && timeout.Ticks % TimeoutStep.Ticks == 0;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
