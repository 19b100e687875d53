using System.Globalization;

namespace WardOps.Tests.Integration;

/// <summary>What <c>/metrics</c> says, read as a scraper reads it.</summary>
internal sealed class MetricsText
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);

    public MetricsText(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            switch (words)
            {
                case ["#", "TYPE", var name, var type]: _types[name] = type; break;
                case ["#", "UNIT", var name, var unit]: _units[name] = unit; break;
                case ["#", ..]: break;
                default: Add(line); break;
            }
        }
    }

    /// <summary>All series of a name, each with its labels.</summary>
    public IEnumerable<(IReadOnlyDictionary<string, string> Labels, double Value)> All(string name)
        => _values.Where(v => v.Key.Split('{')[0] == name).Select(v => ((IReadOnlyDictionary<string, string>)Labels(v.Key), v.Value));

    /// <summary>The one series that has these labels, among others.</summary>
    public double this[string name, params (string Label, string Value)[] labels]
        => Assert.Single(All(name), s => labels.All(l => s.Labels.GetValueOrDefault(l.Label) == l.Value)).Value;

    /// <summary>Its type and unit as declared; an empty unit if none is.</summary>
    public (string? Type, string Unit) Kind(string name) => (_types.GetValueOrDefault(name), _units.GetValueOrDefault(name, ""));

    private static Dictionary<string, string> Labels(string series)
    {
        var open = series.IndexOf('{', StringComparison.Ordinal);
        return open < 0 ? [] : series[(open + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1].Trim('"'));
    }

    private void Add(string line)
    {
        var end = line.LastIndexOf('}') + 1;
        end = end > 0 ? end : line.IndexOf(' ', StringComparison.Ordinal);
        _values.Add(line[..end], double.Parse(line[end..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
    }
}
