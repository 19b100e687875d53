using CsCheck;
using WardOps.Core.History.Reports;

namespace WardOps.Tests.History.Reports;

public sealed class ReportPiecesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 27, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A range of up to four days with ends anywhere, and a memory of some of its hours.</summary>
    private static readonly Gen<(DateTimeOffset From, DateTimeOffset To, HashSet<DateTimeOffset> Known)> s_cases = Gen.Select(
        Gen.Long[0, 3 * 86_400], Gen.Long[1, 4 * 86_400], Gen.Bool, Gen.Int[0, 8 * 24].Array[0, 60],
        (begin, length, isWhole, hours) =>
        {
            var step = isWhole ? 3600 : 1;
            var from = s_start.AddSeconds(begin / step * step);
            return (from, from.AddSeconds(Math.Max(step, length / step * step)), hours.Select(h => s_start.AddHours(h)).ToHashSet());
        });

    [Fact]
    public void Pieces_of_any_range_cover_it_exactly_once()
        => s_cases.Sample(c =>
        {
            var pieces = ReportPieces.Of(c.From, c.To, c.Known.Contains).ToList();
            Assert.Equal(c.From, pieces[0].From);
            Assert.Equal(c.To, pieces[^1].To);
            Assert.All(pieces, p => Assert.True(p.From < p.To));
            Assert.All(pieces.Zip(pieces.Skip(1)), p => Assert.Equal(p.First.To, p.Second.From));
        });

    [Fact]
    public void Questions_to_the_store_are_a_day_at_most_and_cross_no_midnight()
        => s_cases.Sample(c => Assert.All(
            ReportPieces.Of(c.From, c.To, c.Known.Contains).Where(p => !p.IsInMemory),
            p => Assert.Equal(p.From.UtcDateTime.Date, p.To.AddTicks(-1).UtcDateTime.Date)));

    [Fact]
    public void Memory_answers_all_its_whole_hours_of_the_range_and_nothing_else()
        => s_cases.Sample(c =>
        {
            var hours = ReportPieces.Of(c.From, c.To, c.Known.Contains)
                .Where(p => p.IsInMemory)
                .SelectMany(p => Enumerable.Range(0, (int)(p.To - p.From).TotalHours).Select(h => p.From.AddHours(h)));
            Assert.Equal(c.Known.Where(h => h >= c.From && h.AddHours(1) <= c.To).Order(), hours);
        });

    [Fact]
    public void Neighbouring_questions_are_asked_as_one()
        => s_cases.Sample(c =>
        {
            var pieces = ReportPieces.Of(c.From, c.To, c.Known.Contains).ToList();
            Assert.All(
                pieces.Zip(pieces.Skip(1)),
                p => Assert.True(p.First.IsInMemory != p.Second.IsInMemory || (!p.First.IsInMemory && p.First.To.TimeOfDay == TimeSpan.Zero)));
        });

    [Fact]
    public void A_month_without_memory_is_a_question_a_day()
        => Assert.Equal(31, ReportPieces.Of(s_start.AddHours(5.5), s_start.AddDays(30).AddHours(5.5), _ => false).Count());

    [Fact]
    public void An_empty_range_has_no_pieces() => Assert.Empty(ReportPieces.Of(s_start, s_start, _ => true));
}
