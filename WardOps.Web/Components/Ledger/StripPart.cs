using System.Globalization;
using WardOps.Core.History.Ledger;

namespace WardOps.Web.Components.Ledger;

/// <summary>Neighbouring cells of a strip that look alike, drawn as one: a month without a gap is two elements and not 720.</summary>
/// <param name="From">Start of the first cell.</param>
/// <param name="To">End of the last cell.</param>
/// <param name="Cells">How many.</param>
/// <param name="Look">Class: good, wait, some, all or none.</param>
/// <param name="Title">What became of the rounds.</param>
internal sealed record StripPart(DateTimeOffset From, DateTimeOffset To, int Cells, string Look, string Title)
{
    public static IReadOnlyList<StripPart> Of(IEnumerable<LedgerCell> cells)
    {
        var parts = new List<StripPart>();
        var counts = new LedgerTotals();
        foreach (var cell in cells)
        {
            var look = LookOf(cell);
            if (parts is [.., var last] && last.Look == look)
            {
                counts = counts.With(cell.Counts);
                parts[^1] = last with { To = cell.To, Cells = last.Cells + 1, Title = TitleOf(look, counts) };
            }
            else
            {
                counts = new LedgerTotals().With(cell.Counts);
                parts.Add(new StripPart(cell.From, cell.To, 1, look, TitleOf(look, counts)));
            }
        }

        return parts;
    }

    private static string LookOf(LedgerCell cell) => cell.Worst switch
    {
        null => "none",
        RoundFate.Missing => cell.Counts[RoundFate.Missing] == cell.Counts.Rounds ? "all" : "some",
        RoundFate.Spooled or RoundFate.Issued => "wait",
        _ => "good",
    };

    private static string TitleOf(string look, LedgerTotals counts) => look switch
    {
        "none" => "nothing was due",
        "all" => Say($"all {counts.Rounds:N0} rounds missing"),
        "some" => Say($"{counts.Missing:N0} of {counts.Rounds:N0} rounds missing"),
        "wait" => Say($"{counts.Waiting:N0} of {counts.Rounds:N0} rounds waiting, none missing"),
        _ => Say($"{counts.Rounds:N0} rounds, none missing"),
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private readonly record struct LedgerTotals(long Rounds, long Missing, long Waiting)
    {
        public LedgerTotals With(LedgerCounts more) => new(Rounds + more.Rounds, Missing + more[RoundFate.Missing], Waiting + more.Waiting);
    }
}
