using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Bench.Truth;

/// <summary>What really happened in one round.</summary>
/// <param name="At">Start of the round.</param>
/// <param name="As">The device with the names it had then.</param>
/// <param name="Result">Always known: a round of which nothing is known is not told.</param>
internal readonly record struct StoryRound(DateTimeOffset At, WatchedDevice As, DeviceRound Result);
