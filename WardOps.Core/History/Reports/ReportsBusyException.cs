namespace WardOps.Core.History.Reports;

/// <summary>More reports are being made and are waited for than one store should bear. The message is fit to be shown.</summary>
public sealed class ReportsBusyException(string message) : Exception(message);
