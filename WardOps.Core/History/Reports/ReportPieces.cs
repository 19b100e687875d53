namespace WardOps.Core.History.Reports;

/// <summary>
/// Splits the range of a report into whole hours that memory knows and questions to the store. No question is longer than a day, or crosses
/// midnight UTC: 10,000 devices over 30 days would be 2.6 billion samples in one query. Pure.
/// </summary>
internal static class ReportPieces
{
    /// <summary>The longest question to the store.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What memory keeps sums of.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Pieces that cover [from, to) exactly once, oldest first; none if it is empty.</summary>
    /// <param name="from">Begin of the range.</param>
    /// <param name="to">Its end, exclusive.</param>
    /// <param name="isKnown">Whether memory knows the hour that begins there.</param>
    public static IEnumerable<ReportPiece> Of(DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, bool> isKnown)
    {
        for (var begin = from; begin < to;)
        {
            var isInMemory = IsWholeAndKnown(begin);
            var end = Next(begin, Hour);
            while (end < to && (isInMemory || Next(begin, Day) > end) && IsWholeAndKnown(end) == isInMemory)
            {
                end = Next(end, Hour);
            }

            end = end < to ? end : to;
            yield return new ReportPiece(begin, end, isInMemory);
            begin = end;
        }

        bool IsWholeAndKnown(DateTimeOffset hour) => Spans.Floor(hour, Hour) == hour && hour + Hour <= to && isKnown(hour);
    }

    private static DateTimeOffset Next(DateTimeOffset time, TimeSpan step) => Spans.Floor(time, step) + step;
}
