namespace WardOps.Core.Probing.SelfCheck;

/// <summary>How long the self-check takes for its judgement of the way out, in nanoseconds.</summary>
/// <param name="Turn">In this time every device that is asked by the common settings has its turn.</param>
/// <param name="Settle">After this time without a sign of the contrary a suspicion is decided: a turn, and the timeout of the sentinels.</param>
internal readonly record struct UplinkTimes(long Turn, long Settle);
