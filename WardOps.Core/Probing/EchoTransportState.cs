namespace WardOps.Core.Probing;

/// <summary>Whether and how echoes can be sent.</summary>
/// <param name="Mode">The socket in use.</param>
/// <param name="Problem">What is wrong, in words for people; null while all is well.</param>
/// <param name="Fixes">What to do about it, one exact command or line each.</param>
public sealed record EchoTransportState(EchoTransportMode Mode, string? Problem, IReadOnlyList<string> Fixes)
{
    /// <summary>Receive buffer that the kernel granted, as it counts it itself (twice what it lets one ask for); 0 where there is none or it does not tell.</summary>
    public int ReceiveBufferBytes { get; init; }

    /// <summary>What is wrong and what to do about it, in one line for people; null while all is well.</summary>
    public string? Advice => Problem is null || Fixes.Count == 0 ? Problem : $"{Problem} Any one of these helps: {string.Join(" | ", Fixes)}";

    public bool CanSend => Mode != EchoTransportMode.Unavailable;

    /// <summary>One state for two sockets: one that cannot send is told by its words, but as long as another can, not all is lost.</summary>
    internal static EchoTransportState Worst(EchoTransportState one, EchoTransportState other)
        => one.CanSend == other.CanSend ? one
            : one.CanSend ? other with { Mode = one.Mode }
            : one with { Mode = other.Mode };

    public static EchoTransportState Ready(EchoTransportMode mode) => new(mode, null, []);
}
