namespace WardOps.Core.History;

/// <summary>How long a device was up, down and unknown within a range, in seconds.</summary>
public readonly record struct Uptime(double UpSeconds, double DownSeconds, double UnknownSeconds)
{
    /// <summary>Up time of the known time, 0 to 100; null when nothing is known. No data is not 0 %.</summary>
    public double? Percent => UpSeconds + DownSeconds > 0 ? 100 * UpSeconds / (UpSeconds + DownSeconds) : null;

    /// <summary>Known time of the range, 0 to 100.</summary>
    public double CoveragePercent
    {
        get
        {
            var all = UpSeconds + DownSeconds + UnknownSeconds;
            return all > 0 ? 100 * (UpSeconds + DownSeconds) / all : 0;
        }
    }
}
