using System.Globalization;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>What a channel has no room for.</summary>
internal static class Rest
{
    /// <summary>"and 37 more: 30 critical, 7 over"; null if all has room.</summary>
    public static string? Of(Message message, int room)
    {
        var cut = Math.Max(0, message.Alerts.Length - room);
        return cut == 0 ? message.MoreWords : string.Create(CultureInfo.InvariantCulture, $"and {cut + message.More} more");
    }
}
