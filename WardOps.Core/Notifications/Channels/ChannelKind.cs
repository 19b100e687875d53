namespace WardOps.Core.Notifications.Channels;

/// <summary>By what way messages go.</summary>
public enum ChannelKind : byte
{
    /// <summary>SMTP.</summary>
    Email = 0,

    /// <summary>JSON by POST, signed.</summary>
    Webhook = 1,

    /// <summary>An incoming webhook of Slack, or of what understands the same (Mattermost, Rocket.Chat).</summary>
    Slack = 2,

    /// <summary>A workflow of Microsoft Teams that begins with a webhook request: it gets an adaptive card.</summary>
    Teams = 3,

    /// <summary>A bot of Telegram.</summary>
    Telegram = 4,

    /// <summary>The v2 API of Prometheus' Alertmanager.</summary>
    Alertmanager = 5,
}
