namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>What one of its own rounds says of a device.</summary>
/// <param name="IsSaid">Whether it says anything: it was believed, something was sent, and the device was Up all through it. What follows counts only then.</param>
/// <param name="Day">Day of the round since the Unix epoch, UTC.</param>
/// <param name="Sent">Echoes that left.</param>
/// <param name="Answered">Of them answered.</param>
/// <param name="RttMs">Mean round-trip time in milliseconds; NaN without a reply.</param>
/// <param name="JitterMs">Jitter in milliseconds; NaN with fewer than two replies.</param>
internal readonly record struct RuleRound(bool IsSaid, int Day, byte Sent, byte Answered, float RttMs, float JitterMs);
