using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace WardOps.Lab;

/// <summary>
/// The far end of a TUN interface: what the kernel routes to the interface is read here, and what is written here arrives
/// from it. The interface was made before by <c>ip tuntap add NAME mode tun</c> in the namespace of the calling thread.
/// </summary>
internal sealed unsafe class TunDevice : IDisposable
{
    private const int NameLength = 16;    // IFNAMSIZ, with the closing 0
    private const short Flags = 0x1001;   // IFF_TUN | IFF_NO_PI: whole IP packets and nothing before them
    private int _descriptor;

    private TunDevice(int descriptor, string name)
    {
        _descriptor = descriptor;
        Name = name;
    }

    public string Name { get; }

    /// <exception cref="Win32Exception">The device is missing, in use, or may not be opened.</exception>
    public static TunDevice Open(string name)
    {
        var bytes = Encoding.ASCII.GetBytes(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bytes.Length, NameLength, nameof(name));
        var descriptor = Libc.Open("/dev/net/tun", Libc.ReadWrite | Libc.NonBlocking | Libc.CloseOnExec);
        if (descriptor < 0)
        {
            throw Failure("/dev/net/tun cannot be opened");
        }

        var request = stackalloc byte[40];   // struct ifreq: the name, then the flags
        new Span<byte>(request, 40).Clear();
        bytes.CopyTo(new Span<byte>(request, NameLength));
        *(short*)(request + NameLength) = Flags;
        if (Libc.DeviceControl(descriptor, Libc.TunSetInterface, request) != 0)
        {
            var failure = Failure($"The TUN device {name} cannot be taken");
            _ = Libc.Close(descriptor);
            throw failure;
        }

        return new TunDevice(descriptor, name);
    }

    /// <summary>Reads one whole IP packet; 0 if there is none now, -1 if the device is down or gone.</summary>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var count = Libc.Read(_descriptor, start, (nuint)buffer.Length);
            return count >= 0 ? (int)count : Marshal.GetLastPInvokeError() is Libc.TryAgain or Libc.Interrupted ? 0 : -1;
        }
    }

    /// <summary>Writes one whole IP packet; false if the kernel did not take it.</summary>
    public bool Write(ReadOnlySpan<byte> packet)
    {
        fixed (byte* start = packet)
        {
            return Libc.Write(_descriptor, start, (nuint)packet.Length) == packet.Length;
        }
    }

    /// <summary>Waits until there is a packet to read, at most <paramref name="nanoseconds"/>; false if the device cannot be waited for.</summary>
    public bool Wait(long nanoseconds)
    {
        var entry = new Libc.PollEntry { Descriptor = _descriptor, Wanted = Libc.PollIn };
        var timeout = new Libc.TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        return Libc.Poll(&entry, 1, &timeout, 0) <= 0 || (entry.Happened & Libc.PollIn) != 0;
    }

    public void Dispose()
    {
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static Win32Exception Failure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new Win32Exception(error, $"{what}: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
