using WardOps.Core.Notifications.Channels;

namespace WardOps.Core.Notifications.Sending;

/// <summary>Sends over channels of some kinds.</summary>
internal interface IChannelSender
{
    bool Sends(ChannelKind kind);

    /// <summary>One attempt. Trouble is told in the outcome; only cancellation throws.</summary>
    Task<SendOutcome> SendAsync(OpenChannel channel, OutgoingMessage message, CancellationToken cancellation);
}
