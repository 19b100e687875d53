namespace WardOps.Core.Probing;

/// <summary>What an ICMP error says: type and code of RFC 792 (IPv4) or RFC 4443 (IPv6).</summary>
public readonly record struct IcmpError(byte Type, byte Code);
