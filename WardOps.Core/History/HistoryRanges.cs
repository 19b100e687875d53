using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WardOps.Core.History;

/// <summary>Understands the range that a caller asks for.</summary>
public static class HistoryRanges
{
    /// <summary>Most points of one answer.</summary>
    public const int MostPoints = 11_000;

    private const int MostEchoed = 64;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(400);
    private static readonly TimeSpan s_shortestStep = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset s_first = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The range, aligned outwards to its step; or what is wrong with the question, fit to be shown.</summary>
    /// <param name="timeRange">Length of time up to now: a number and s, m, h, d, w or y. Nothing at all means 24h.</param>
    /// <param name="from">Instead of it: RFC 3339 with an offset.</param>
    /// <param name="to">RFC 3339 with an offset; now if left out.</param>
    /// <param name="step">Length of a point: a number and s, m, h, d, w or y; by the length of the range if left out.</param>
    /// <param name="now">The time it is.</param>
    /// <param name="range">What was asked.</param>
    /// <param name="fault">Why it cannot be answered.</param>
    /// <param name="sample">What one sample of the device stands for: a step that was not asked for is no shorter.</param>
    public static bool TryParse(
        string? timeRange,
        string? from,
        string? to,
        string? step,
        DateTimeOffset now,
        [NotNullWhen(true)] out HistoryRange? range,
        [NotNullWhen(false)] out string? fault,
        TimeSpan sample = default)
    {
        range = null;
        if (!TryParseEnds(timeRange, from, to, now, out var begin, out var end, out fault))
        {
            return false;
        }

        var length = AtLeast(DefaultStep(end - begin), sample);
        if (!string.IsNullOrWhiteSpace(step) && !TryParseLength(step, out length))
        {
            fault = $"step must be a number and one of s, m, h, d, w, y, such as 30s; it is '{Short(step)}'.";
            return false;
        }

        if (length < s_shortestStep || length > s_longest || length.Ticks % s_shortestStep.Ticks != 0)
        {
            fault = $"step must be a whole multiple of 10 seconds, up to 400d; it is '{Short(step)}'.";
            return false;
        }

        var aligned = new HistoryRange(Spans.Floor(begin, length), Spans.Ceiling(end, length), length);
        var points = (aligned.To - aligned.From) / length;
        if (points > MostPoints)
        {
            fault = string.Create(
                CultureInfo.InvariantCulture,
                $"The range has {points:0} points, at most {MostPoints} are given: ask for a longer step or a shorter range.");
            return false;
        }

        range = aligned;
        return true;
    }

    /// <summary>The ends as they were asked for, at most 400 days apart; or what is wrong with the question, fit to be shown.</summary>
    /// <param name="timeRange">Length of time up to now: a number and s, m, h, d, w or y. Nothing at all means 24h.</param>
    /// <param name="from">Instead of it: RFC 3339 with an offset.</param>
    /// <param name="to">RFC 3339 with an offset; now if left out.</param>
    /// <param name="now">The time it is.</param>
    /// <param name="begin">Begin.</param>
    /// <param name="end">End, exclusive.</param>
    /// <param name="fault">Why it cannot be answered.</param>
    public static bool TryParseEnds(
        string? timeRange,
        string? from,
        string? to,
        DateTimeOffset now,
        out DateTimeOffset begin,
        out DateTimeOffset end,
        [NotNullWhen(false)] out string? fault)
    {
        fault = Ends(timeRange, from, to, now, out begin, out end);
        return fault is null;
    }

    private static string? Ends(
        string? timeRange, string? from, string? to, DateTimeOffset now, out DateTimeOffset begin, out DateTimeOffset end)
    {
        begin = end = now;
        var hasEnds = !string.IsNullOrWhiteSpace(from) || !string.IsNullOrWhiteSpace(to);
        if (!hasEnds)
        {
            var text = string.IsNullOrWhiteSpace(timeRange) ? "24h" : timeRange;
            if (!TryParseLength(text, out var length) || length < s_shortest || length > s_longest)
            {
                return $"time_range must be a number and one of s, m, h, d, w, y, from 1m to 400d, such as 24h; it is '{Short(timeRange)}'.";
            }

            begin = now - length;
            return null;
        }

        if (!string.IsNullOrWhiteSpace(timeRange))
        {
            return "Give either time_range, or from and to, not both.";
        }

        if (!TryParseTime(from, out begin))
        {
            return $"from must be a time with its offset, such as 2026-01-31T08:00:00+04:00; it is '{Short(from)}'.";
        }

        if (!string.IsNullOrWhiteSpace(to) && !TryParseTime(to, out end))
        {
            return $"to must be a time with its offset, such as 2026-01-31T08:00:00+04:00; it is '{Short(to)}'.";
        }

        if (begin > now)
        {
            return "from lies in the future.";
        }

        if (end - now > s_longest)
        {
            return "to lies more than 400 days in the future.";
        }

        if (begin >= end)
        {
            return "from must be before to.";
        }

        if (begin < s_first)
        {
            return "from lies before 1971: there was no history then.";
        }

        return end - begin <= s_longest ? null : string.Create(
            CultureInfo.InvariantCulture, $"from and to may lie at most 400 days apart; they are {(end - begin).TotalDays:0} days apart.");
    }

    /// <summary>What somebody sent is not sent back whole: it may be huge.</summary>
    private static string? Short(string? text) => text is { Length: > MostEchoed } ? text[..MostEchoed] + "…" : text;

    private static TimeSpan DefaultStep(TimeSpan length) => length switch
    {
        { TotalDays: <= 1 } => TimeSpan.FromSeconds(10),
        { TotalDays: <= 3 } => TimeSpan.FromSeconds(30),
        { TotalDays: <= 7 } => TimeSpan.FromSeconds(60),
        { TotalDays: <= 30 } => TimeSpan.FromMinutes(5),
        _ => TimeSpan.FromHours(1),
    };

    private static TimeSpan AtLeast(TimeSpan step, TimeSpan sample)
        => sample <= step ? step : s_shortestStep * Math.Ceiling(sample / s_shortestStep);

    private static bool TryParseLength(string text, out TimeSpan length)
    {
        length = default;
        text = text.Trim();
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            'y' => TimeSpan.FromDays(365),
            _ => TimeSpan.Zero,
        };
        // A thousand years overflow nothing and are refused by every limit anyway.
        if (unit == TimeSpan.Zero || count > TimeSpan.FromDays(365_000) / unit)
        {
            return false;
        }

        length = unit * count;
        return true;
    }

    private static bool TryParseTime(string? text, out DateTimeOffset time)
    {
        time = default;
        text = text?.Trim();
        // DateTimeOffset would silently take a missing offset as this machine's own.
        return text is { Length: >= 20 }
            && (text[10] is 'T' or 't' or ' ')
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }
}
