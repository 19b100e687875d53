namespace WardOps.Core.Probing;

/// <summary>Whether and how echoes can be sent.</summary>
/// <param name="Mode">The socket in use.</param>
/// <param name="Problem">What is wrong, in words for people; null while all is well.</param>
/// <param name="Fixes">What to do about it, one exact command or line each.</param>
public sealed record EchoTransportState(EchoTransportMode Mode, string? Problem, IReadOnlyList<string> Fixes)
{
    public bool CanSend => Mode != EchoTransportMode.Unavailable;

    public static EchoTransportState Ready(EchoTransportMode mode) => new(mode, null, []);
}
