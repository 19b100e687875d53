using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>What holds of a tick as a whole, at its end.</summary>
/// <param name="At">Wall clock.</param>
/// <param name="ClockOffset">Wall clock less monotonic clock, in nanoseconds: moves when the wall clock is stepped.</param>
/// <param name="Transport">Whether echoes can be sent.</param>
/// <param name="Sight">Whether what was seen can be believed.</param>
/// <param name="Families">What of it holds for one address family only.</param>
/// <param name="Setback">How the wall clock stands against the rounds.</param>
internal readonly record struct TickEnd(DateTimeOffset At, long ClockOffset, EchoTransportState Transport, Sight Sight, FamilySights Families, ClockSetback? Setback);
