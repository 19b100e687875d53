namespace WardOps.Core.Live;

/// <summary>The last round could not be believed, so nothing is known of the devices in it: of none, or of those of one address family.</summary>
/// <param name="At">Its aligned start.</param>
/// <param name="Problem">uplink_lost, replies_dropped, ...</param>
/// <param name="Reason">The same for people.</param>
public sealed record LiveUnknownRound(DateTimeOffset At, string Problem, string Reason);
