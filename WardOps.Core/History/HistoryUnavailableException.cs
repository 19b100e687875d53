namespace WardOps.Core.History;

/// <summary>History cannot be read now. The message says what is wrong and what to do; it is fit to be shown.</summary>
public sealed class HistoryUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
