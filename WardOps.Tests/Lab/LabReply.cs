using System.Net;

namespace WardOps.Tests.Lab;

/// <summary>An ICMP message as a raw socket in the monitor's namespace read it.</summary>
internal sealed record LabReply(IPAddress Source, byte[] Message, TimeSpan After)
{
    public (byte Type, byte Code) Kind => (Message[0], Message[1]);
}
