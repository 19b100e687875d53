using System.Text;

namespace WardOps.Core.History.Victoria;

/// <summary>Escapes for regular expressions in selectors (=~ and !~; RE2, anchored at both ends by the server).</summary>
internal static class RegexText
{
    // What has a meaning in RE2, as of Go's regexp.QuoteMeta.
    private const string Special = "\\.+*?()|[]{}^$";

    /// <summary>
    /// A label value as an expression that matches it and nothing else, as text between quotes. What was written under a value is cleaned and cut
    /// (<see cref="LabelText"/>), so the value is too. An empty one matches series without the label.
    /// </summary>
    public static string ForSelector(string value)
    {
        var expression = new StringBuilder();
        foreach (var c in LabelText.Stored(value))
        {
            if (Special.Contains(c, StringComparison.Ordinal))
            {
                expression.Append('\\');
            }

            expression.Append(c);
        }

        return LabelText.Quoted(expression.ToString());
    }

    /// <summary>Any of the values, as text between quotes.</summary>
    public static string AnyOf(IEnumerable<string> values) => string.Join('|', values.Select(ForSelector));
}
