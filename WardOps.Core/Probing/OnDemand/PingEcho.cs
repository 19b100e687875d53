namespace WardOps.Core.Probing.OnDemand;

/// <summary>One echo of a ping on demand.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="RttMs">Round-trip time in milliseconds; null unless answered.</param>
/// <param name="Reason">Why it was not sent, for people; null if it was.</param>
public sealed record PingEcho(EchoResult Result, double? RttMs, string? Reason);
