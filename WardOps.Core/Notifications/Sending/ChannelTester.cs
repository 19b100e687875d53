using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending;

/// <summary>The test button: sends at once, once, and says what the other side said.</summary>
public sealed class ChannelTester
{
    private readonly ChannelStore _channels;
    private readonly ChannelPost _post;
    private readonly TimeProvider _time;

    internal ChannelTester(ChannelStore channels, ChannelPost post, TimeProvider time) => (_channels, _post, _time) = (channels, post, time);

    /// <summary>Null if there is no such channel.</summary>
    public async Task<SendOutcome?> TestAsync(Guid channel, CancellationToken cancellation)
    {
        try
        {
            return await _channels.OpenAsync(channel, cancellation).ConfigureAwait(false) is { } open
                ? await _post.SendAsync(open, $"test{Guid.NewGuid():N}", "test", MessageComposer.Test(open.Channel.Name, _time.GetUtcNow()), cancellation).ConfigureAwait(false)
                : null;
        }
        catch (InvalidOperationException ex)
        {
            return new SendOutcome(SendVerdict.Refused, ex.Message);
        }
    }
}
