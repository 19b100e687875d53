namespace WardOps.Core.Probing;

/// <summary>What follows when a send call fails.</summary>
internal enum SendAction : byte
{
    /// <summary>The echo is given up, and the next one is sent.</summary>
    Drop,

    /// <summary>The echo waits and is tried again.</summary>
    Retry,

    /// <summary>The echo is given up; and the socket too, if several in a row end like this. See <see cref="SocketDoubt"/>.</summary>
    Suspect,

    /// <summary>The socket is given up, and another one is opened.</summary>
    Reopen,
}
