namespace WardOps.Core.History.Reports;

/// <summary>A stretch of a report's range that is answered at once.</summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="IsInMemory">Whole hours that memory knows; else the store is asked.</param>
internal readonly record struct ReportPiece(DateTimeOffset From, DateTimeOffset To, bool IsInMemory);
