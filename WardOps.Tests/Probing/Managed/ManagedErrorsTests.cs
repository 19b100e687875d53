using System.Net.Sockets;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Managed;

namespace WardOps.Tests.Probing.Managed;

public sealed class ManagedErrorsTests
{
    private static readonly Dictionary<SocketError, NotSentReason> s_known = new()
    {
        [SocketError.Success] = NotSentReason.None,
        [SocketError.WouldBlock] = NotSentReason.QueueFull,
        [SocketError.Interrupted] = NotSentReason.QueueFull,
        [SocketError.NoBufferSpaceAvailable] = NotSentReason.QueueFull,
        [SocketError.AccessDenied] = NotSentReason.Prohibited,
        [SocketError.NetworkUnreachable] = NotSentReason.NoRoute,
        [SocketError.InvalidArgument] = NotSentReason.NoRoute,
        [SocketError.AddressNotAvailable] = NotSentReason.NoRoute,
        [SocketError.AddressFamilyNotSupported] = NotSentReason.NoRoute,
        [SocketError.MessageSize] = NotSentReason.NoRoute,
        [SocketError.HostUnreachable] = NotSentReason.HostUnreachable,
        [SocketError.HostDown] = NotSentReason.HostUnreachable,
        [SocketError.NetworkDown] = NotSentReason.NoSocket,
        [SocketError.NotSocket] = NotSentReason.NoSocket,
        [SocketError.OperationAborted] = NotSentReason.NoSocket,
    };

    public static TheoryData<SocketError> All => [.. Enum.GetValues<SocketError>().Distinct()];

    /// <summary>An error that nobody has thought of is no firewall: it is told as what the system calls it.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void SocketError_OfSendCall_MeansWhatTheTableSaysOrIsToldInItsOwnWords(SocketError error)
    {
        var errno = ManagedErrors.ToErrno(error);

        Assert.Equal(s_known.GetValueOrDefault(error, NotSentReason.Other), SendErrors.Reason(errno));
        if (!s_known.ContainsKey(error))
        {
            Assert.Equal($"the system refused to send: {new SocketException((int)error).Message}", SendErrors.Words(errno));
        }
    }

    [Fact]
    public void Drain_OverMessagesThatDoNotFit_GoesOnToThoseBehindThem()
    {
        var queue = new Queue<SocketError>([SocketError.MessageSize, SocketError.Success, SocketError.MessageSize, SocketError.MessageSize, SocketError.Success]);
        var drain = new ManagedDrain(slot => queue.TryDequeue(out var next) ? (next, next == SocketError.Success ? 64 : 0) : (SocketError.WouldBlock, 0));

        Assert.Equal([(SocketError.Success, 64), (SocketError.Success, 64), (SocketError.WouldBlock, 0)], Enumerable.Range(0, 3).Select(i => (drain.TryRead(i, out var length), length)));
    }

    [Fact]
    public void Drain_InAFloodOfMessagesThatDoNotFit_ComesToAnEnd()
    {
        var asked = 0;
        var drain = new ManagedDrain(_ => (asked++ < 1_000_000 ? SocketError.MessageSize : SocketError.WouldBlock, 0));

        Assert.Equal(SocketError.WouldBlock, drain.TryRead(0, out _));
        Assert.Equal(ManagedDrain.MostPassedOver, asked);
    }
}
