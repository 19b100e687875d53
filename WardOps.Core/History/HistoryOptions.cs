using System.Globalization;
using Microsoft.Extensions.Configuration;
using WardOps.Core.History.Victoria;

namespace WardOps.Core.History;

/// <summary>Where history is kept and for how long.</summary>
public sealed class HistoryOptions
{
    private readonly List<string> _unreadable = [];

    /// <summary>Which VictoriaMetrics, and how to be let in.</summary>
    public VictoriaOptions Victoria { get; } = new();

    /// <summary>How long samples are kept, in months of 31 days. <c>VICTORIA_RETENTION_PERIOD</c>.</summary>
    public int RetentionMonths { get; set; } = 12;

    /// <summary>Whether requests are gzipped. <c>VICTORIA_ENABLE_COMPRESSION</c>.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>
    /// Most bytes on disk of rounds that wait to be sent, 16 MiB to 1 TiB; the oldest are dropped beyond it. <c>History:SpoolBytes</c>.
    /// 4 GiB are eleven days of 877 devices, a day of 10,000.
    /// </summary>
    public long SpoolBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>For how long a round may wait to be sent, 1 minute to 400 days; then it is dropped. <c>History:SpoolAge</c>.</summary>
    public TimeSpan SpoolAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Most bytes of rounds that wait in memory while the spool's disk cannot be written; the oldest are dropped beyond it. <c>History:BacklogBytes</c>.
    /// </summary>
    public long BacklogBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>Path of the victoria-metrics binary; null to look for it. <c>History:VictoriaBinary</c>.</summary>
    public string? VictoriaBinary { get; set; }

    /// <summary>Absolute path of the folder for everything that WardOps keeps on disk. <c>WARDOPS_DATA</c>.</summary>
    public string DataFolder { get; set; } = Path.GetFullPath("data");

    /// <summary>Values that could not be read at all; the validator passes them on.</summary>
    internal IReadOnlyList<string> Unreadable => _unreadable;

    internal static HistoryOptions From(IConfiguration configuration)
    {
        var options = new HistoryOptions();
        options.Load(configuration);
        return options;
    }

    internal void Load(IConfiguration configuration)
    {
        Victoria.Load(configuration, _unreadable);
        VictoriaBinary = Text(configuration["History:VictoriaBinary"]) ?? VictoriaBinary;
        DataFolder = Path.GetFullPath(Text(configuration["WARDOPS_DATA"]) ?? DataFolder);
        if (Text(configuration["VICTORIA_RETENTION_PERIOD"]) is { } months)
        {
            if (int.TryParse(months, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                RetentionMonths = count;
            }
            else
            {
                _unreadable.Add($"VICTORIA_RETENTION_PERIOD must be a number of months; it is '{months}'.");
            }
        }

        if (Text(configuration["VICTORIA_ENABLE_COMPRESSION"]) is { } compression)
        {
            if (bool.TryParse(compression, out var isOn))
            {
                Compression = isOn;
            }
            else
            {
                _unreadable.Add($"VICTORIA_ENABLE_COMPRESSION must be true or false; it is '{compression}'.");
            }
        }

        BacklogBytes = Bytes(configuration, "History:BacklogBytes") ?? BacklogBytes;
        SpoolBytes = Bytes(configuration, "History:SpoolBytes") ?? SpoolBytes;
        if (Text(configuration["History:SpoolAge"]) is { } age)
        {
            if (TimeSpan.TryParse(age, CultureInfo.InvariantCulture, out var span))
            {
                SpoolAge = span;
            }
            else
            {
                _unreadable.Add($"History:SpoolAge must be a time such as 7.00:00:00 for seven days; it is '{age}'.");
            }
        }
    }

    private long? Bytes(IConfiguration configuration, string key)
    {
        if (Text(configuration[key]) is not { } bytes)
        {
            return null;
        }

        if (long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        _unreadable.Add($"{key} must be a number of bytes; it is '{bytes}'.");
        return null;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
