using System.Globalization;

namespace WardOps.Core.Probing.Diagnostics;

/// <summary>How much more this machine can watch at the least, and what stands in the way first. An estimate from what it does now: at few echoes a second
/// most of the CPU goes into waking up, which more devices would share, so a small fleet is promised less than is true.</summary>
/// <param name="Devices">Devices more, all probed like the average one; null while there is too little to tell.</param>
/// <param name="Limit">What comes first.</param>
public sealed record Headroom(int? Devices, string Limit)
{
    /// <summary>Percent of a core that the loop's thread may take, so that a bad minute finds it ready.</summary>
    public const double MostCpuPercent = 70;

    /// <summary>Echoes per second that one socket and one thread were measured to carry without a loss (facts: 74,000 to 153,000).</summary>
    public const double MostPerSecond = 80_000;

    /// <summary>Effective bytes of the receive buffer that one waiting reply takes (facts: 700 to 800).</summary>
    public const int BytesPerReply = 800;

    /// <summary>For so long the buffer must hold all replies while the thread does not run, in seconds.</summary>
    public const double StallSeconds = 0.2;

    // Less than a minute is dominated by the compiler of a process that has just started.
    private const int LeastSamples = 6;

    /// <param name="samples">The last hour; the last minute of it counts.</param>
    /// <param name="devices">Devices that are probed now.</param>
    /// <param name="receiveBufferBytes">Receive buffer that the kernel granted, as it counts it itself; 0 if that is not known.</param>
    public static Headroom Of(IReadOnlyList<EngineSample> samples, int devices, int receiveBufferBytes)
    {
        if (samples.Count < LeastSamples || devices == 0)
        {
            return new Headroom(null, devices == 0 ? "no device is probed" : "a minute of measurements is needed");
        }

        var last = samples.Skip(samples.Count - LeastSamples).ToList();
        // What a minute cost is said of the devices that it was spent on: after an import they are others than now.
        if (last.Any(s => s.Devices != devices))
        {
            return new Headroom(null, "a minute of measurements with the devices of now is needed");
        }

        var perDevice = last.Average(s => s.Sent) / devices;
        if (perDevice <= 0)
        {
            return new Headroom(null, "no echo leaves");
        }

        var isCpuKnown = last.TrueForAll(s => s.CpuPercent is not null);
        var cpuPerDevice = last.Average(s => s.CpuPercent ?? 0) / devices;
        (double Total, string Limit)[] limits =
        [
            (cpuPerDevice > 0 ? MostCpuPercent / cpuPerDevice : double.MaxValue, string.Create(CultureInfo.InvariantCulture, $"the CPU of its one thread, at {MostCpuPercent:F0} % of a core")),
            (MostPerSecond / perDevice, string.Create(CultureInfo.InvariantCulture, $"what one socket carries, {MostPerSecond:N0} echoes a second")),
            (receiveBufferBytes > 0 ? receiveBufferBytes / (BytesPerReply * StallSeconds * perDevice) : double.MaxValue, "the receive buffer: it must hold the replies of 0.2 s (Probing:ReceiveBufferBytes, net.core.rmem_max)"),
        ];
        var (total, limit) = limits.MinBy(l => l.Total);
        return new Headroom((int)Math.Clamp(Round(total - devices), 0, 10_000_000), isCpuKnown ? limit : limit + "; this system does not tell the CPU of the loop, which may come first");
    }

    /// <summary>Two digits are more than the estimate is worth.</summary>
    private static double Round(double devices)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(devices, 1))) - 1));
        return Math.Floor(devices / unit) * unit;
    }
}
