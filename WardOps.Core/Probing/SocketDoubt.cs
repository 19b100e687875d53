namespace WardOps.Core.Probing;

/// <summary>
/// Whether a socket is to be given up for what its calls say. Some errors may concern one destination (its path takes no 64 bytes, its
/// link is gone) or the socket: one device must not cost all others theirs, so only several in a row do.
/// </summary>
internal sealed class SocketDoubt
{
    /// <summary>So many in a row, with no echo sent between.</summary>
    public const int Several = 8;

    private int _inRow;

    /// <summary>A send call has ended with this errno, or 0.</summary>
    /// <returns>Whether the socket is no use any more.</returns>
    public bool Follows(int errno)
    {
        var action = SendErrors.Action(errno);
        _inRow = errno == 0 ? 0 : action == SendAction.Suspect ? _inRow + 1 : _inRow;
        return action == SendAction.Reopen || _inRow >= Several;
    }
}
