using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Status;

/// <summary>Since when each address family cannot be believed, where the monitor as a whole can. Pure.</summary>
/// <param name="V4">IPv4; null while it can.</param>
/// <param name="V6">IPv6; null while it can.</param>
internal readonly record struct FamilyBlindness(Blindness? V4, Blindness? V6)
{
    /// <summary>The one there is.</summary>
    public Blindness? Told => V4 ?? V6;

    /// <summary>After one more tick in which the monitor as a whole could be believed: one in which it could not says nothing of a single family, so that a family is not blind anew after it.</summary>
    /// <param name="families">What was found.</param>
    /// <param name="since">When what is new has begun: this tick, or the beginning of the blindness as a whole of which it is left.</param>
    public FamilyBlindness Next(FamilySights families, DateTimeOffset since)
        => new(Blindness.Next(V4, families.ToldV4 ?? Sight.Clear, since), Blindness.Next(V6, families.ToldV6 ?? Sight.Clear, since));
}
