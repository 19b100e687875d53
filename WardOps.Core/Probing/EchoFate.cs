namespace WardOps.Core.Probing;

/// <summary>Where an echo in the ring stands.</summary>
internal enum EchoFate : byte
{
    Waiting,
    Answered,
    Lost,
    NotSent,
    Cancelled,
}
