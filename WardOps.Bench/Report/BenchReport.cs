using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WardOps.Bench.Report;

/// <summary>Collects the rows of a verb, prints them, and writes them where they were asked for.</summary>
internal sealed class BenchReport(BenchOptions options)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly List<BenchRow> _rows = [];
    private readonly List<string> _missing = [];

    public IReadOnlyList<BenchRow> Rows => _rows;

    public void Add(BenchRow row) => _rows.Add(row);

    /// <summary>Says that something could not be measured, and why.</summary>
    public void Missing(string what)
    {
        Console.WriteLine($"MISSING: {what}");
        _missing.Add(what);
    }

    /// <summary>Says that --quick leaves something out.</summary>
    public static void LeftOut(string what) => Console.WriteLine($"left out by --quick: {what}");

    /// <returns>0; 1 if something could not be measured or proves nothing; 2 if no row has such a name. A budget that is missed is said plainly and is no error.</returns>
    public async Task<int> FinishAsync()
    {
        if (_rows.Count == 0 && _missing.Count == 0)
        {
            await Console.Error.WriteLineAsync($"Nothing was measured: no row{(options.IsQuick ? " of --quick" : "")} has '{options.Only}' in its name.");
            return 2;
        }

        var table = ToMarkdown(_rows);
        Console.WriteLine();
        Console.WriteLine(table);
        foreach (var what in _missing)
        {
            Console.WriteLine($"MISSING: {what}");
        }

        if (options.Json is { } json)
        {
            await File.WriteAllTextAsync(json, ToJson(_rows));
        }

        if (options.Markdown is { } markdown)
        {
            await File.WriteAllTextAsync(markdown, table);
        }

        return _missing.Count == 0 && _rows.All(r => r.Void is null) ? 0 : 1;
    }

    internal static string ToJson(IReadOnlyList<BenchRow> rows) => JsonSerializer.Serialize(rows, s_json);

    internal static string ToMarkdown(IReadOnlyList<BenchRow> rows)
    {
        var text = new StringBuilder("| what | unit | WardOps | peer | its median | ratio | budget | |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Unit} | {Figure(row.Median)} | {row.Peer} | {Figure(row.PeerMedian)} | {Figure(row.Ratio)} | {Budget(row)} | {Verdict(row)} |");
        }

        return text.ToString();
    }

    private static string Verdict(BenchRow row)
        => row.Void is { } reason ? $"**VOID**: {reason}" : row.Pass is { } pass ? pass ? "pass" : "**FAIL**" : "";

    private static string Budget(BenchRow row) => row.Budget is { } most ? $"{(row.IsRatioBudgeted ? "ratio " : "")}<= {Figure(most)}" : "";

    private static string Figure(double? value) => value is not { } v ? ""
        : Math.Abs(v) >= 1000 ? v.ToString("N0", CultureInfo.InvariantCulture)
        : v.ToString(Math.Abs(v) >= 100 ? "F0" : Math.Abs(v) >= 10 ? "F1" : "0.###", CultureInfo.InvariantCulture);
}
