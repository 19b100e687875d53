namespace WardOps.Core.Probing;

/// <summary>What an ICMP error says of the request it is about. Everything in it can be forged, so it is a hint and never a verdict.</summary>
/// <param name="Error">Type and code.</param>
/// <param name="Destination">Where the request went.</param>
/// <param name="Id">Its ICMP identifier.</param>
/// <param name="Sequence">Its ICMP sequence number.</param>
internal readonly record struct QuotedEcho(IcmpError Error, EchoAddress Destination, ushort Id, ushort Sequence);
