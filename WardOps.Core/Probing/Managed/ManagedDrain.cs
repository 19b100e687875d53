using System.Net.Sockets;

namespace WardOps.Core.Probing.Managed;

/// <summary>Reads message by message. One that does not fit the buffer, which Windows reports as an error, is none of ours and gone from the queue: it must not hide those behind it.</summary>
/// <param name="receive">Takes one message into the buffer with this number; WouldBlock if there is none.</param>
internal sealed class ManagedDrain(Func<int, (SocketError Error, int Length)> receive)
{
    /// <summary>So many oversized messages are passed over in one go: a flood of them must not keep the loop here.</summary>
    public const int MostPassedOver = 256;

    /// <summary>The next message that fits.</summary>
    /// <returns>Success, WouldBlock if nothing is left, or what is wrong with the socket.</returns>
    public SocketError TryRead(int slot, out int length)
    {
        for (var i = 0; i < MostPassedOver; i++)
        {
            (var error, length) = receive(slot);
            if (error is not (SocketError.MessageSize or SocketError.Interrupted))
            {
                return error;
            }
        }

        length = 0;
        return SocketError.WouldBlock;
    }
}
