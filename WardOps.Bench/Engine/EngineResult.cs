namespace WardOps.Bench.Engine;

/// <summary>What the engine's process says of itself. Times in nanoseconds, lags and round-trip times in milliseconds.</summary>
internal sealed record EngineResult(
    long Echoes,
    long Lost,
    long NotSent,
    long SteadyCpuNs,
    long WallNs,
    long WholeEchoes,
    double RttP50,
    double RttP99,
    double LagP50,
    double LagP99,
    double LagMax,
    double AllocatedPerRound,
    double LoopAllocatedPerRound,
    long BlindTicks,
    long LostByLiving,
    string? Problem);
