namespace WardOps.Core.Live;

/// <summary>The monitor cannot believe what it sees, so statuses stand as they were.</summary>
/// <param name="Problem">uplink_lost, canary_lost, ...</param>
/// <param name="Reason">The same for people.</param>
/// <param name="Since">When it began.</param>
public sealed record LiveBlindness(string Problem, string Reason, DateTimeOffset Since);
