using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WardOps.Core.History.Ledger;

/// <summary>The books as text: JSON, one run a line, so that people can read and search it. Pure.</summary>
internal static class LedgerText
{
    private const int Version = 1;
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";
    private const long MostRounds = 1_000_000_000_000;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Dictionary<string, RoundFate> s_fates = Enum.GetValues<RoundFate>().ToDictionary(LedgerWords.Wire);
    private static readonly Dictionary<string, GapReason> s_reasons = Enum.GetValues<GapReason>().ToDictionary(LedgerWords.Wire);

    public static string Of(IReadOnlyList<LedgerRun> runs, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"version\": {Version},\n  \"written_at\": \"{Time(now)}\",\n  \"runs\": [");
        for (var i = 0; i < runs.Count; i++)
        {
            text.Append(i == 0 ? "\n    " : ",\n    ").Append(JsonSerializer.Serialize(LineOf(runs[i]), s_json));
        }

        return text.Append("\n  ]\n}\n").ToString();
    }

    /// <summary>The runs; or why the text is no ledger.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out IReadOnlyList<LedgerRun>? runs, [NotNullWhen(false)] out string? fault)
    {
        runs = null;
        try
        {
            var book = JsonSerializer.Deserialize<Book>(text, s_json);
            fault = book is null ? "it is empty" : book.Version != Version ? Say($"it is of version {book.Version}, and this WardOps knows version {Version} only") : null;
            runs = fault is null ? RunsOf(book!) : null;
        }
        catch (Exception ex) when (ex is JsonException or FormatException or ArgumentException or OverflowException)
        {
            fault = ex.Message;
        }

        return fault is null;
    }

    private static List<LedgerRun> RunsOf(Book book)
    {
        var runs = new List<LedgerRun>();
        var end = DateTimeOffset.MinValue;
        foreach (var line in book.Runs ?? throw new FormatException("it has no runs"))
        {
            var run = RunOf(line ?? throw new FormatException("a run is null"));
            if (run.From < end || run.To <= run.From)
            {
                throw new FormatException(Say($"the run from {Time(run.From)} overlaps the one before it, or has no length"));
            }

            end = run.To;
            runs.Add(run);
        }

        return runs;
    }

    private static LedgerRun RunOf(Line line)
    {
        var (from, interval) = (TimeOf(line.From), TimeSpan.FromTicks((long)(line.IntervalSeconds * TimeSpan.TicksPerSecond)));
        Demand(interval > TimeSpan.Zero && interval <= TimeSpan.FromDays(1), "an interval is not between 0 and a day");
        if (line.Condensed is { } condensed)
        {
            var counts = new LedgerCounts();
            condensed.ToList().ForEach(c => counts.Add(FateOf(c.Key), GapReason.None, Rounds(c.Value)));
            line.Missing?.ToList().ForEach(m => counts.Add(RoundFate.Missing, ReasonOf(m.Key), Rounds(m.Value)));
            Demand(counts.Rounds > 0, "a condensed run has no rounds");
            return LedgerCondenser.Of(from, TimeOf(line.To), interval, counts);
        }

        var (fate, reason) = (FateOf(line.Fate), line.Reason is null ? GapReason.None : ReasonOf(line.Reason));
        Demand((fate == RoundFate.Missing) == (reason != GapReason.None), "a run is missing without a reason, or has a reason and is not missing");
        Demand(line.Samples >= 0, "a run has less than no samples");
        return new LedgerRun(from, interval, Rounds(line.Rounds), fate, reason) { Samples = line.Samples };
    }

    private static Line LineOf(LedgerRun run)
    {
        var line = new Line { From = Time(run.From), IntervalSeconds = (decimal)run.Interval.Ticks / TimeSpan.TicksPerSecond };
        return run.Condensed is not { } counts
            ? line with { Rounds = run.Rounds, Fate = LedgerWords.Wire(run.Fate), Reason = run.Reason == GapReason.None ? null : LedgerWords.Wire(run.Reason), Samples = run.Samples }
            : line with
            {
                To = Time(run.To),
                Condensed = Enum.GetValues<RoundFate>().Where(f => f != RoundFate.Missing && counts[f] > 0).ToDictionary(LedgerWords.Wire, f => counts[f]),
                Missing = counts[RoundFate.Missing] == 0 ? null : counts.Reasons.ToDictionary(LedgerWords.Wire, r => counts[r]),
            };
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset TimeOf(string? text)
    {
        Demand(DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time), "a time cannot be read");
        Demand(time.Year is > 1970 and < 9000, "a time is out of range");
        return time;
    }

    private static RoundFate FateOf(string? word)
    {
        Demand(s_fates.TryGetValue(word ?? "", out var fate), "a fate is not known");
        return fate;
    }

    private static GapReason ReasonOf(string word)
    {
        Demand(s_reasons.TryGetValue(word, out var reason) && reason != GapReason.None, "a reason is not known");
        return reason;
    }

    private static long Rounds(long rounds)
    {
        Demand(rounds is > 0 and <= MostRounds, "a number of rounds is out of range");
        return rounds;
    }

    private static void Demand(bool isRight, string fault)
    {
        if (!isRight)
        {
            throw new FormatException(fault);
        }
    }

    private static string Say(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Book
    {
        public int Version { get; init; }

        public string? WrittenAt { get; init; }

        public List<Line?>? Runs { get; init; }
    }

    private sealed record Line
    {
        public string? From { get; init; }

        public string? To { get; init; }

        public decimal IntervalSeconds { get; init; }

        public long Rounds { get; init; }

        public string? Fate { get; init; }

        public string? Reason { get; init; }

        public int Samples { get; init; }

        public Dictionary<string, long>? Condensed { get; init; }

        public Dictionary<string, long>? Missing { get; init; }
    }
}
