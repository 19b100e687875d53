namespace WardOps.Web.Api;

/// <summary>Event ids 1520 to 1529.</summary>
internal static partial class ReportsLog
{
    [LoggerMessage(1520, LogLevel.Error, "A report failed while it was being sent; the connection is broken off, so that nobody takes the half for the whole.")]
    public static partial void ReportBrokenOff(this ILogger logger, Exception exception);
}
