using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace WardOps.Core.Probing.Linux;

/// <summary>
/// The ICMP errors of a datagram socket, which come in a queue of their own (ip(7), IP_RECVERR): the original destination as
/// the name, the request as the content, and type, code and sender as a control message. Told as the ICMP message that they were.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class ErrorQueue(SafeSocketHandle socket, SocketFamily family)
{
    private const int MessageBytes = 64;
    private const int ControlBytes = 128;
    private const int HeaderBytes = 16;       // struct cmsghdr
    private const int OffenderAt = 16;        // after struct sock_extended_err
    private const int OriginAt = 4;
    private const byte OriginIcmp = 2;
    private const byte OriginIcmp6 = 3;

    private readonly byte[] _told = new byte[MessageBytes];

    /// <summary>Takes one error; false if there is none.</summary>
    public bool TryRead(ref IncomingPacket packet)
    {
        var request = stackalloc byte[MessageBytes];
        var control = stackalloc byte[ControlBytes];
        SocketAddressAny name = default;
        var part = new IoVector { Base = request, Length = MessageBytes };
        var header = new MessageHeader
        {
            Name = &name,
            NameLength = (uint)sizeof(SocketAddressAny),
            Parts = &part,
            PartCount = 1,
            Control = control,
            ControlLength = ControlBytes,
        };
        var length = LibC.Receive(socket, &header, LibC.FlagDontWait | LibC.FlagErrorQueue);
        if (length < 8 || !TryFind(new ReadOnlySpan<byte>(control, (int)header.ControlLength), out var error))
        {
            return false;
        }

        var destination = name.Address;
        packet.Message = _told.AsMemory(0, IcmpErrorMessage.Write(_told, new IcmpError(error[5], error[6]), in destination, new ReadOnlySpan<byte>(request, (int)length)));
        packet.Source = error.Length >= OffenderAt + (int)family.AddressLength
            ? Read(error[OffenderAt..])
            : default;
        return true;
    }

    /// <summary>The extended error among the control messages; the stamp of the kernel may come before it.</summary>
    private bool TryFind(ReadOnlySpan<byte> control, out ReadOnlySpan<byte> error)
    {
        while (control.Length >= HeaderBytes)
        {
            var length = (int)MemoryMarshal.Read<nuint>(control);
            if (length < HeaderBytes || length > control.Length)
            {
                break;
            }

            var content = control[HeaderBytes..length];
            if (MemoryMarshal.Read<int>(control[8..]) == family.Level
                && MemoryMarshal.Read<int>(control[12..]) == family.OptionErrors
                && content.Length >= OffenderAt
                && content[OriginAt] is OriginIcmp or OriginIcmp6)
            {
                error = content;
                return true;
            }

            control = control[Math.Min((length + 7) & ~7, control.Length)..];
        }

        error = default;
        return false;
    }

    private static EchoAddress Read(ReadOnlySpan<byte> address)
    {
        Span<byte> padded = stackalloc byte[sizeof(SocketAddressAny)];
        padded.Clear();
        address[..Math.Min(address.Length, padded.Length)].CopyTo(padded);
        return MemoryMarshal.Read<SocketAddressAny>(padded).Address;
    }
}
