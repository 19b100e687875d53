using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WardOps.Bench.Report;

/// <summary>What every verb understands.</summary>
/// <param name="IsQuick">The whole verb in less than three minutes.</param>
/// <param name="Json">Where the rows go as JSON; null for nowhere.</param>
/// <param name="Markdown">Where they go as a table; null for nowhere.</param>
/// <param name="Repeats">Runs of each side per row; null for as many as the verb thinks right.</param>
/// <param name="Only">Rows whose name contains this; null for all.</param>
internal sealed record BenchOptions(bool IsQuick, string? Json, string? Markdown, int? Repeats, string? Only)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out BenchOptions? options)
    {
        options = null;
        var (quick, json, markdown, only) = (false, (string?)null, (string?)null, (string?)null);
        int? repeats = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick")
            {
                quick = true;
                continue;
            }

            if (i + 1 == args.Length)
            {
                return false;
            }

            switch (args[i], args[++i])
            {
                case ("--json", var file): json = file; break;
                case ("--markdown", var file): markdown = file; break;
                case ("--only", var text): only = text; break;
                case ("--repeats", var count) when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 99: repeats = n; break;
                default: return false;
            }
        }

        options = new BenchOptions(quick, json, markdown, repeats, only);
        return true;
    }

    /// <summary>Why the results could not be written where they are asked for; null if they can. Found out before the measuring, which may take half an hour.</summary>
    public string? WhyNotWritable()
    {
        foreach (var file in new[] { Json, Markdown }.OfType<string>())
        {
            try
            {
                using var opened = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write);
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                return $"{file} cannot be written: {ex.Message}";
            }
        }

        return null;
    }

    public bool Wants(string row) => Only is null || row.Contains(Only, StringComparison.OrdinalIgnoreCase);
}
