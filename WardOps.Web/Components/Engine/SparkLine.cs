using System.Globalization;
using System.Text;

namespace WardOps.Web.Components.Engine;

/// <summary>A line through the last hour as the path of an SVG. Pure.</summary>
public static class SparkLine
{
    public const int Width = 360;
    public const int Height = 60;

    /// <summary>The newest value stands at the right edge, one unit for each sample; a value that is not known is a gap.</summary>
    /// <param name="values">Oldest first; the last <see cref="Width"/> of them are drawn.</param>
    /// <param name="top">The value at the upper edge; larger ones are cut off there.</param>
    public static string Path(IReadOnlyList<double?> values, double top)
    {
        var path = new StringBuilder();
        var first = Math.Max(0, values.Count - Width);
        var isPen = false;
        for (var i = first; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                isPen = false;
                continue;
            }

            var x = Width - (values.Count - i);
            var y = top <= 0 ? Height - 1 : Height - 1 - (Math.Clamp(value / top, 0, 1) * (Height - 2));
            path.Append(isPen ? 'L' : 'M').Append(x).Append(' ').Append(y.ToString("0.#", CultureInfo.InvariantCulture));
            isPen = true;
        }

        return path.ToString();
    }

    /// <summary>A round number at or above every value, and never nothing.</summary>
    public static double Top(IEnumerable<double?> values, double least)
    {
        var most = Math.Max(values.Max() ?? 0, least);
        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return Math.Ceiling(most / unit) * unit;
    }
}
