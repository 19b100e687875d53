namespace WardOps.Web.Api;

/// <summary>One echo of a ping on demand.</summary>
/// <param name="Result">answered, lost, not_sent or cancelled.</param>
/// <param name="RttMs">Round-trip time in milliseconds; null unless answered.</param>
/// <param name="Reason">Why it was not sent; null if it was.</param>
internal sealed record PingReplyEcho(string Result, double? RttMs, string? Reason);
