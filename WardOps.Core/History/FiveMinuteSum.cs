namespace WardOps.Core.History;

/// <summary>How one device did in five minutes.</summary>
/// <param name="DeviceId">Whose.</param>
/// <param name="From">Start, a whole multiple of five minutes since the Unix epoch.</param>
/// <param name="UpRounds">Rounds with a reply.</param>
/// <param name="KnownRounds">Rounds that say something; at least <paramref name="UpRounds"/>.</param>
public readonly record struct FiveMinuteSum(Guid DeviceId, DateTimeOffset From, int UpRounds, int KnownRounds);
