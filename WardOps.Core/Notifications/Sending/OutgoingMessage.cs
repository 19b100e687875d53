using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending;

/// <summary>A message on its way.</summary>
/// <param name="Key">The same at every attempt: who has seen it has seen the message.</param>
/// <param name="Thread">The same for all messages of one group, for readers that gather a conversation.</param>
/// <param name="Message">What it says.</param>
/// <param name="Now">The clock of this attempt.</param>
/// <param name="PublicUrl">Where people open WardOps; null for no links.</param>
internal sealed record OutgoingMessage(string Key, string Thread, Message Message, DateTimeOffset Now, Uri? PublicUrl)
{
    public Uri? LinkTo(MessageAlert alert) => PublicUrl is null ? null : new Uri(PublicUrl, $"/alerts/{alert.Id}");
}
