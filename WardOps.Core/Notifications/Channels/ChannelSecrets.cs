namespace WardOps.Core.Notifications.Channels;

/// <summary>What is never shown of a channel and lies sealed in the store. In a draft null means: as before.</summary>
public sealed record ChannelSecrets
{
    public static ChannelSecrets None { get; } = new();

    /// <summary>E-mail, Alertmanager.</summary>
    public string? Password { get; init; }

    /// <summary>Telegram: of the bot.</summary>
    public string? Token { get; init; }

    /// <summary>Webhook: with which messages are signed; 16 characters at least.</summary>
    public string? Key { get; init; }

    /// <summary>Webhook, Slack, Teams: whoever knows the address may post there.</summary>
    public string? Url { get; init; }

    /// <summary>These, and where nothing is said what was before.</summary>
    public ChannelSecrets Over(ChannelSecrets before) => new()
    {
        Password = Said(Password) ?? before.Password,
        Token = Said(Token) ?? before.Token,
        Key = Said(Key) ?? before.Key,
        Url = Said(Url) ?? before.Url,
    };

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Not the secrets: a record that prints itself would put them into a log.</summary>
    public override string ToString() => nameof(ChannelSecrets);
}
