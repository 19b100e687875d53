using Microsoft.Extensions.Options;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending;

/// <summary>One attempt over any channel, within its time.</summary>
internal sealed class ChannelPost(IEnumerable<IChannelSender> senders, IOptions<NotificationOptions> options, TimeProvider time)
{
    /// <summary>Trouble is told in the outcome; only cancellation throws.</summary>
    public async Task<SendOutcome> SendAsync(OpenChannel channel, string key, string thread, Message message, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Value.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            var outgoing = new OutgoingMessage(key, thread, message, time.GetUtcNow(), options.Value.PublicUrl);
            return await senders.First(s => s.Sends(channel.Channel.Kind)).SendAsync(channel, outgoing, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new SendOutcome(SendVerdict.TryAgain, FormattableString.Invariant($"No answer within {options.Value.SendTimeout.TotalSeconds:0.#} seconds."));
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            return new SendOutcome(SendVerdict.TryAgain, $"The message could not be made or sent: {ex.GetType().Name}");   // its words may hold a secret
        }
    }
}
