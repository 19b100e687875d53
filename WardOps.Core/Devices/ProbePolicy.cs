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

    /// <summary>Time between two echoes to a suspect device.</summary>
    public TimeSpan ConfirmationSpacing { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long it takes at the most until the monitor knows that it is blind: no device may be held to be Down sooner.</summary>
    public TimeSpan BlindAfter { get; init; } = TimeSpan.FromMilliseconds(1_750);

    public IReadOnlyDictionary<string, ProbeOverrides> ByType => _byType;

    /// <summary>How a device is probed. Settings of its own that are wrong, since the common ones have changed after they were given, are not obeyed: those of its type hold.</summary>
    public ProbeSettings Of(WatchedDevice device)
    {
        var type = _byType.GetValueOrDefault(device.DeviceType);
        return device.Probe is null && type is null ? Standard
            : Compose(WhyNotObeyed(device).Any() ? null : device.Probe, type);
    }

    /// <summary>Why a device's own settings are not obeyed, in words; empty if they are, or if it has none.</summary>
    public IEnumerable<string> WhyNotObeyed(WatchedDevice device) => device.Probe is { } own ? Faults(device.DeviceType, own) : [];

    /// <summary>Time from one of the device's rounds to the next: what one of its samples stands for.</summary>
    public TimeSpan IntervalOf(WatchedDevice device) => Of(device).EveryRounds * Interval;

    /// <summary>
    /// The same in a time when rounds had another length. An interval of its own, or of its type, that is no multiple of that length was not obeyed then: the device took part in
    /// every round.
    /// </summary>
    /// <param name="device">The device, with the settings of now.</param>
    /// <param name="round">Length of a round then.</param>
    public TimeSpan IntervalOf(WatchedDevice device, TimeSpan round)
    {
        var now = IntervalOf(device);
        var asked = device.Probe?.Interval ?? _byType.GetValueOrDefault(device.DeviceType)?.Interval;
        return round == Interval ? now
            : asked is { } own && own >= round && own.Ticks % round.Ticks == 0 ? own
            : round;
    }

    /// <summary>All that is wrong with the settings of a device or of a type, alone and together with those that it has from its type and from all, in words; empty if nothing is.</summary>
    /// <param name="deviceType">Of what type the device is; null for the settings of a type.</param>
    /// <param name="overrides">What was asked for.</param>
    /// <param name="prefix">What comes before the name of each setting.</param>
    public IEnumerable<string> Faults(string? deviceType, ProbeOverrides overrides, string prefix = "")
    {
        var faults = Faults(overrides, prefix).ToList();
        return faults.Count > 0 ? faults
            : (overrides.Echoes ?? overrides.DownAfter) is null && overrides.Timeout is null ? []   // whatever is wrong then is not its own
            : WhyTooSoon(Compose(overrides, deviceType is null ? null : _byType.GetValueOrDefault(deviceType)), prefix) is { } why ? [why]
            : [];
    }

    /// <summary>
    /// From the first lost echo to Down at the least: the echoes that confirm may be spaced as they are set, or closer where regular ones fall between, and the last
    /// of them has its timeout. What a reply takes must be less than the rest of it beyond <see cref="BlindAfter"/>: when the uplink is cut, the reply to the first
    /// may have been on its way.
    /// </summary>
    public TimeSpan SoonestDown(ProbeSettings settings) => SoonestDown(settings, settings.DownAfter);

    /// <summary>Why a device with these settings would be held to be Down before the monitor could know that it is blind, in words; null if it would not.</summary>
    /// <param name="settings">How it is probed.</param>
    /// <param name="prefix">What comes before the name of each setting.</param>
    public string? WhyTooSoon(ProbeSettings settings, string prefix = "")
    {
        var soonest = SoonestDown(settings);
        if (soonest > BlindAfter)
        {
            return null;
        }

        var enough = Enumerable.Range(2, 99).FirstOrDefault(n => SoonestDown(settings, n) > BlindAfter);
        return Say(
            $"{prefix}DownAfter of {settings.DownAfter} makes a device Down too soon: with a Timeout of {settings.Timeout.TotalSeconds:0.###} s, an echo every {Spacing(settings).TotalSeconds:0.###} s and Probing:ConfirmationSpacing of {ConfirmationSpacing.TotalSeconds:0.###} s it may be Down {soonest.TotalSeconds:0.###} s after its first lost echo, but that the uplink is cut the monitor knows after up to {BlindAfter.TotalSeconds:0.###} s (Probing:Timeout, of it at most 1 s, Probing:TickInterval and 0.5 s). ")
            + (enough > 0 ? Say($"Set {prefix}DownAfter to {enough} or more, or a longer Timeout or ConfirmationSpacing.") : "Set a longer Timeout or ConfirmationSpacing.");
    }

    /// <summary>All that is wrong with each of some overrides alone, in words; empty if nothing is.</summary>
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

    private TimeSpan Spacing(ProbeSettings settings) => Interval / Math.Max(1, settings.Echoes);

    private TimeSpan SoonestDown(ProbeSettings settings, int downAfter)
    {
        var last = LastEcho(downAfter, Spacing(settings), settings.Timeout);
        var confirmed = (downAfter - 1) * ConfirmationSpacing;
        return (last < confirmed ? last : confirmed) + settings.Timeout;
    }

    /// <summary>When the last of so many echoes is sent, counted from the first: confirming ones begin when the first is lost, regular ones go on, and one that has just been sent spares a confirming one.</summary>
    private TimeSpan LastEcho(int count, TimeSpan spacing, TimeSpan timeout)
    {
        var (last, regular, confirming) = (TimeSpan.Zero, spacing, timeout);
        for (var sent = 1; sent < count;)
        {
            if (regular <= confirming)
            {
                (last, regular) = (regular, regular + spacing);
                sent++;
            }
            else
            {
                var isSpared = confirming - last < ConfirmationSpacing / 2;
                last = isSpared ? last : confirming;
                sent += isSpared ? 0 : 1;
                confirming += ConfirmationSpacing;
            }
        }

        return last;
    }

    private ProbeSettings Compose(ProbeOverrides? own, ProbeOverrides? type)
    {
        var interval = own?.Interval ?? type?.Interval;
        return new ProbeSettings(
            interval is { } every ? (int)Math.Max(1, every.Ticks / Interval.Ticks) : Standard.EveryRounds,
            own?.Echoes ?? type?.Echoes ?? Standard.Echoes,
            own?.Timeout ?? type?.Timeout ?? Standard.Timeout,
            own?.DownAfter ?? type?.DownAfter ?? Standard.DownAfter,
            own?.UpAfter ?? type?.UpAfter ?? Standard.UpAfter);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
