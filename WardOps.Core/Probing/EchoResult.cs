namespace WardOps.Core.Probing;

/// <summary>What became of one echo.</summary>
public enum EchoResult : byte
{
    /// <summary>A valid reply was received by the kernel within the timeout.</summary>
    Answered,

    /// <summary>The request was sent, and no valid reply came within the timeout.</summary>
    Lost,

    /// <summary>The request never left: a fault of the monitor, not of the device. Never counts as loss.</summary>
    NotSent,

    /// <summary>The monitor was stopped while the echo was in flight. Says nothing of the device.</summary>
    Cancelled,
}
