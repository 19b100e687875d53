namespace WardOps.Core.Notifications.Sending;

/// <summary>What one attempt came to.</summary>
public enum SendVerdict : byte
{
    /// <summary>The other side has taken the message.</summary>
    Sent = 0,

    /// <summary>It may be taken later.</summary>
    TryAgain = 1,

    /// <summary>It will never be taken as it is.</summary>
    Refused = 2,
}
