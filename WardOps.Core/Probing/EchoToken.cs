namespace WardOps.Core.Probing;

/// <summary>What a reply says of the request it answers.</summary>
/// <param name="Ticket">Number of the echo since the start of the process; its low bits are the place in the ring of echoes in flight, the rest is the generation of that place.</param>
/// <param name="Sequence">The ICMP sequence number.</param>
/// <param name="Id">The ICMP identifier.</param>
internal readonly record struct EchoToken(long Ticket, ushort Sequence, ushort Id);
