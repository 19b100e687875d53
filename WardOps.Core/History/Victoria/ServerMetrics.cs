using System.Globalization;
using System.Text;

namespace WardOps.Core.History.Victoria;

/// <summary>The /metrics page of a server: what it says of itself, in Prometheus text. Lines that make no sense are left out.</summary>
internal sealed class ServerMetrics
{
    private readonly List<ServerMetric> _all = [];

    private ServerMetrics()
    {
    }

    public IReadOnlyList<ServerMetric> All => _all;

    public static ServerMetrics Parse(string text)
    {
        var metrics = new ServerMetrics();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (TryParse(line.Trim(), out var metric))
            {
                metrics._all.Add(metric);
            }
        }

        return metrics;
    }

    /// <summary>Value of the first metric of that name; null without one.</summary>
    public double? Value(string name) => _all.Find(metric => metric.Name == name)?.Value;

    /// <summary>Sum over all metrics of that name, whatever their labels; 0 without one.</summary>
    public double Sum(string name) => _all.Where(metric => metric.Name == name).Sum(metric => metric.Value);

    /// <summary>Sum over the metrics of that name with that value of that label; 0 without one.</summary>
    public double Sum(string name, string label, string value)
        => _all.Where(metric => metric.Name == name && metric.Label(label) == value).Sum(metric => metric.Value);

    /// <summary>A command line flag of the server; null if it does not say.</summary>
    public string? Flag(string name) => _all.Find(metric => metric.Name == "flag" && metric.Label("name") == name)?.Label("value");

    private static bool TryParse(ReadOnlySpan<char> line, out ServerMetric metric)
    {
        metric = new ServerMetric("", [], 0);
        var nameEnd = line.IndexOfAny('{', ' ', '\t');
        if (line.IsEmpty || line[0] == '#' || nameEnd <= 0)
        {
            return false;
        }

        var labels = new List<KeyValuePair<string, string>>();
        var rest = line[nameEnd..];
        if (rest[0] == '{' && !TryParseLabels(ref rest, labels))
        {
            return false;
        }

        rest = rest.Trim();
        // A time may follow the value.
        var valueEnd = rest.IndexOfAny(' ', '\t');
        if (!double.TryParse(valueEnd < 0 ? rest : rest[..valueEnd], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        metric = new ServerMetric(line[..nameEnd].ToString(), labels, value);
        return true;
    }

    /// <summary>Takes {a="b",c="d"} off the front.</summary>
    private static bool TryParseLabels(ref ReadOnlySpan<char> rest, List<KeyValuePair<string, string>> labels)
    {
        rest = rest[1..];
        while (true)
        {
            rest = rest.TrimStart(" \t,");
            if (rest.StartsWith("}"))
            {
                rest = rest[1..];
                return true;
            }

            var equals = rest.IndexOf('=');
            if (equals <= 0)
            {
                return false;
            }

            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            if (!TryParseText(ref rest, out var value))
            {
                return false;
            }

            labels.Add(new(name, value));
        }
    }

    /// <summary>Takes a text in quotes off the front.</summary>
    private static bool TryParseText(ref ReadOnlySpan<char> rest, out string value)
    {
        value = "";
        if (!rest.StartsWith("\""))
        {
            return false;
        }

        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case '"':
                    value = text.ToString();
                    rest = rest[(i + 1)..];
                    return true;
                case '\\' when i + 1 < rest.Length:
                    i++;
                    text.Append(rest[i] == 'n' ? '\n' : rest[i]);
                    break;
                default:
                    text.Append(rest[i]);
                    break;
            }
        }

        return false;
    }
}
